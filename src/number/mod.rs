//! French numerals, in digits or words, read to exact decimals.
