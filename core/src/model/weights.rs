//! `model.safetensors`: tensors by name, linear maps made ready for the GEMM.

use std::ops::Range;
use std::path::Path;

use half::f16;
use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix, QuantParams};
use rten_simd::SimdOp;
use rten_tensor::{Matrix, NdTensorView};
use safetensors::{Dtype, SafeTensors};

use super::simd::{Finish, Norm, Quantize, Rescale, Then, WIDTH};
use crate::error::SetupError;

/// In which numbers the linear maps are computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// 8-bit weights and activations, a scale for each row: the fast one, for every run.
    Int8,
    /// The same weights in 32-bit floats: the reference.
    F32,
}

/// The tensors of a file, read with checks.
pub(super) struct Store<'d> {
    tensors: SafeTensors<'d>,
    folder: &'d Path,
}

impl<'d> Store<'d> {
    pub(super) fn new(bytes: &'d [u8], folder: &'d Path) -> Result<Self, SetupError> {
        let tensors = SafeTensors::deserialize(bytes).map_err(|e| SetupError::Model {
            path: folder.to_owned(),
            message: format!("model.safetensors: {e}"),
        })?;
        Ok(Self { tensors, folder })
    }

    fn fail(&self, name: &str, what: impl std::fmt::Display) -> SetupError {
        SetupError::Model {
            path: self.folder.to_owned(),
            message: format!("model.safetensors: {name}: {what}"),
        }
    }

    /// The length of a bias, which is the width of what its map gives: a multiple of [`WIDTH`].
    pub(super) fn width(&self, name: &str) -> Result<usize, SetupError> {
        let tensor = self.tensors.tensor(name).map_err(|e| self.fail(name, e))?;
        match tensor.shape() {
            &[width] if width > 0 && width.is_multiple_of(WIDTH) => Ok(width),
            other => Err(self.fail(name, format!("shape {other:?} where one multiple of {WIDTH} is wanted"))),
        }
    }

    /// The weight of a stored map in floats, [outputs, inputs].
    pub(super) fn weight(&self, name: &str, outputs: usize, inputs: usize) -> Result<Vec<f32>, SetupError> {
        let (codes, scales) = (format!("{name}.q"), format!("{name}.s"));
        if !self.has(&codes) {
            return self.floats(&format!("{name}.w"), &[outputs, inputs]);
        }
        let scales = self.floats(&scales, &[outputs])?;
        let rows = self.codes(&codes, &[outputs, inputs])?.chunks_exact(inputs);
        Ok(rows
            .zip(&scales)
            .flat_map(|(row, s)| row.iter().map(move |&q| f32::from(q as i8) * s))
            .collect())
    }

    /// Whether there is a tensor of that name.
    fn has(&self, name: &str) -> bool {
        self.tensors.tensor(name).is_ok()
    }

    /// Floats of a tensor of the given shape, stored as F32 or F16.
    pub(super) fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, SetupError> {
        let tensor = self.tensors.tensor(name).map_err(|e| self.fail(name, e))?;
        if tensor.shape() != shape {
            return Err(self.fail(name, format!("shape {:?} where {shape:?} is wanted", tensor.shape())));
        }
        let data = tensor.data();
        match tensor.dtype() {
            Dtype::F32 => Ok(data
                .chunks_exact(4)
                .map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]))
                .collect()),
            Dtype::F16 => Ok(data
                .chunks_exact(2)
                .map(|b| f16::from_le_bytes([b[0], b[1]]).to_f32())
                .collect()),
            other => Err(self.fail(name, format!("type {other:?} where F32 or F16 is wanted"))),
        }
    }

    /// The bytes of an I8 tensor of the given shape.
    pub(super) fn codes(&self, name: &str, shape: &[usize]) -> Result<&'d [u8], SetupError> {
        let tensor = self.tensors.tensor(name).map_err(|e| self.fail(name, e))?;
        if tensor.shape() != shape || tensor.dtype() != Dtype::I8 {
            return Err(self.fail(
                name,
                format!("{:?} {:?} where I8 {shape:?} is wanted", tensor.dtype(), tensor.shape()),
            ));
        }
        Ok(tensor.data())
    }
}

/// The matrix products of one precision.
pub(super) struct Gemm {
    pub(super) precision: Precision,
    pub(super) int8: GemmExecutor<u8, i8, i32>,
    pub(super) f32: GemmExecutor<f32>,
}

impl Gemm {
    pub(super) fn new(precision: Precision) -> Self {
        Self {
            precision,
            int8: GemmExecutor::new(),
            f32: GemmExecutor::new(),
        }
    }
}

/// The first `len` values of a buffer that only grows: what is written over anyway need not be zeroed each time.
fn room<T: Copy + Default>(buffer: &mut Vec<T>, len: usize) -> &mut [T] {
    if buffer.len() < len {
        buffer.resize(len, T::default());
    }
    &mut buffer[..len]
}

/// Rows that go into linear maps: as they are, and rounded when the maps want that.
#[derive(Default)]
pub(super) struct Rounded {
    codes: Vec<u8>,
    scales: Vec<f32>,
    zero_points: Vec<u8>,
    sums: Vec<i32>,
}

/// Weights and biases of a layer normalization.
pub(super) struct LayerNorm {
    weight: Vec<f32>,
    bias: Vec<f32>,
}

impl LayerNorm {
    pub(super) fn load(store: &Store<'_>, name: &str, width: usize) -> Result<Self, SetupError> {
        Ok(Self {
            weight: store.floats(&format!("{name}.w"), &[width])?,
            bias: store.floats(&format!("{name}.b"), &[width])?,
        })
    }

    /// Normalizes rows in place.
    pub(super) fn run(&self, rows: &mut [f32]) {
        Norm {
            rows,
            weight: &self.weight,
            bias: &self.bias,
        }
        .dispatch();
    }
}

impl Rounded {
    /// Normalizes rows and rounds them for the maps that follow.
    pub(super) fn normalize(&mut self, gemm: &Gemm, norm: &LayerNorm, rows: &mut [f32]) {
        norm.run(rows);
        self.take(gemm, rows, norm.weight.len());
    }

    /// Rounds rows for the maps that follow; nothing to do in f32.
    pub(super) fn take(&mut self, gemm: &Gemm, rows: &[f32], width: usize) {
        if gemm.precision == Precision::F32 {
            return;
        }
        let count = rows.len() / width;
        if self.zero_points.len() < count {
            self.zero_points.resize(count, 128);
        }
        Quantize {
            rows,
            width,
            codes: room(&mut self.codes, rows.len()),
            scales: room(&mut self.scales, count),
        }
        .dispatch();
    }
}

enum Packed {
    Int8 { weight: PackedBMatrix<i8>, scales: Vec<f32> },
    F32(PackedBMatrix<f32>),
}

impl Packed {
    /// From codes, [outputs, inputs], and a scale for each output.
    fn of_codes(gemm: &Gemm, inputs: usize, codes: &[i8], scales: Vec<f32>) -> Self {
        let outputs = scales.len();
        match gemm.precision {
            Precision::Int8 => Self::Int8 {
                weight: gemm
                    .int8
                    .prepack_b(NdTensorView::from_data([outputs, inputs], codes).transposed()),
                scales,
            },
            Precision::F32 => {
                let floats: Vec<f32> = codes
                    .chunks_exact(inputs)
                    .zip(&scales)
                    .flat_map(|(row, s)| row.iter().map(move |&q| f32::from(q) * s))
                    .collect();
                Self::F32(
                    gemm.f32
                        .prepack_b(NdTensorView::from_data([outputs, inputs], &floats[..]).transposed()),
                )
            }
        }
    }
}

/// Rounds rows of a weight to the range that no CPU saturates; the codes and a scale for each row.
fn round_weight(weight: &[f32], inputs: usize) -> (Vec<i8>, Vec<f32>) {
    let mut codes = Vec::with_capacity(weight.len());
    let mut scales = Vec::with_capacity(weight.len() / inputs);
    for row in weight.chunks_exact(inputs) {
        let scale = row.iter().fold(1e-12f32, |a, x| a.max(x.abs())) / 63.0;
        codes.extend(row.iter().map(|x| (x / scale).round_ties_even() as i8));
        scales.push(scale);
    }
    (codes, scales)
}

/// A linear map; its outputs are padded with zeros to a multiple of [`WIDTH`].
pub(super) struct Linear {
    pub(super) inputs: usize,
    pub(super) outputs: usize,
    weight: Packed,
    bias: Vec<f32>,
}

impl Linear {
    /// Stacks the named maps, each `inputs` wide, into one; `factors` multiplies each one's result.
    pub(super) fn stack(store: &Store<'_>, gemm: &Gemm, inputs: usize, maps: &[(&str, usize, f32)]) -> Result<Self, SetupError> {
        let wanted: usize = maps.iter().map(|m| m.1).sum();
        let outputs = wanted.next_multiple_of(WIDTH);
        let mut codes: Vec<i8> = Vec::with_capacity(outputs * inputs);
        let mut scales = Vec::with_capacity(outputs);
        let mut bias = Vec::with_capacity(outputs);
        for &(name, outs, factor) in maps {
            if store.has(&format!("{name}.q")) {
                codes.extend(store.codes(&format!("{name}.q"), &[outs, inputs])?.iter().map(|&b| b as i8));
                scales.extend(store.floats(&format!("{name}.s"), &[outs])?.iter().map(|s| s * factor));
            } else {
                // A map that is stored in floats is rounded here.
                let (more, of_rows) = round_weight(&store.floats(&format!("{name}.w"), &[outs, inputs])?, inputs);
                codes.extend(more);
                scales.extend(of_rows.iter().map(|s| s * factor));
            }
            bias.extend(store.floats(&format!("{name}.b"), &[outs])?.iter().map(|b| b * factor));
        }
        codes.resize(outputs * inputs, 0);
        scales.resize(outputs, 0.0);
        bias.resize(outputs, 0.0);
        Ok(Self {
            inputs,
            outputs,
            weight: Packed::of_codes(gemm, inputs, &codes, scales),
            bias,
        })
    }

    /// A map in floats in any precision, from a weight of [inputs, outputs] and a bias.
    pub(super) fn of_floats(gemm: &Gemm, inputs: usize, outputs: usize, weight: &[f32], bias: Vec<f32>) -> Self {
        Self {
            inputs,
            outputs,
            weight: Packed::F32(gemm.f32.prepack_b(NdTensorView::from_data([inputs, outputs], weight))),
            bias,
        }
    }

    /// A map from a weight of [outputs, inputs] in floats and a bias, a multiple of [`WIDTH`] long.
    pub(super) fn of_rows(gemm: &Gemm, inputs: usize, weight: &[f32], bias: Vec<f32>) -> Self {
        let outputs = bias.len();
        let weight = match gemm.precision {
            Precision::Int8 => {
                let (codes, scales) = round_weight(weight, inputs);
                Packed::of_codes(gemm, inputs, &codes, scales)
            }
            Precision::F32 => Packed::F32(
                gemm.f32
                    .prepack_b(NdTensorView::from_data([outputs, inputs], weight).transposed()),
            ),
        };
        Self {
            inputs,
            outputs,
            weight,
            bias,
        }
    }

    /// Maps rows into `out`, which is resized. `rounded` must have taken these rows.
    pub(super) fn run(&self, gemm: &Gemm, rows: &[f32], rounded: &mut Rounded, then: Then<'_>, out: &mut Vec<f32>) {
        self.run_some(gemm, rows, 0..rows.len() / self.inputs, rounded, then, out);
    }

    /// Maps some of the rows into `out`, which is resized. `rounded` must have taken `rows`.
    pub(super) fn run_some(
        &self,
        gemm: &Gemm,
        rows: &[f32],
        some: Range<usize>,
        rounded: &mut Rounded,
        then: Then<'_>,
        out: &mut Vec<f32>,
    ) {
        let count = some.len();
        out.resize(count * self.outputs, 0.0);
        let cells = some.start * self.inputs..some.end * self.inputs;
        match &self.weight {
            Packed::Int8 { weight, scales } => {
                let sums = room(&mut rounded.sums, count * self.outputs);
                let codes = &rounded.codes[cells];
                gemm.int8
                    .gemm(
                        sums,
                        GemmInputA::Unpacked(Matrix::from_data([count, self.inputs], codes)),
                        GemmInputB::Packed(weight),
                        GemmOptions {
                            a_quant: Some(QuantParams {
                                zero_point: &rounded.zero_points[..count],
                            }),
                            ..GemmOptions::default()
                        },
                    )
                    .expect("the shapes were checked when the weights were loaded");
                Rescale {
                    sums,
                    row_scales: &rounded.scales[some],
                    column_scales: scales,
                    bias: &self.bias,
                    then,
                    out,
                }
                .dispatch();
            }
            Packed::F32(weight) => {
                self.run_floats(gemm, Matrix::from_data([count, self.inputs], &rows[cells]), weight, out);
                Finish { then, out }.dispatch();
            }
        }
    }

    /// Maps rows that lie `stride` floats apart, into the beginning of `out`; only for maps in floats.
    pub(super) fn run_strided(&self, gemm: &Gemm, rows: &[f32], stride: usize, count: usize, out: &mut Vec<f32>) {
        let out = room(out, count * self.outputs);
        let Packed::F32(weight) = &self.weight else {
            unreachable!("strided rows go into maps of floats only");
        };
        if count > 0 {
            let rows = strided(rows, count, self.inputs, stride);
            self.run_floats(gemm, rows, weight, out);
        }
    }

    fn run_floats(&self, gemm: &Gemm, rows: Matrix<'_, f32>, weight: &PackedBMatrix<f32>, out: &mut [f32]) {
        gemm.f32
            .gemm(
                out,
                GemmInputA::Unpacked(rows),
                GemmInputB::Packed(weight),
                GemmOptions {
                    bias: Some(rten_gemm::BiasVector::Row(&self.bias)),
                    ..GemmOptions::default()
                },
            )
            .expect("the shapes were checked when the weights were loaded");
    }
}

/// A matrix whose rows lie `stride` floats apart.
pub(super) fn strided(data: &[f32], rows: usize, columns: usize, stride: usize) -> Matrix<'_, f32> {
    let used = (rows - 1) * stride + columns;
    Matrix::from_data_with_strides([rows, columns], &data[..used], [stride, 1])
        .expect("rows that lie further apart than they are wide do not overlap")
}
