using System.Diagnostics.CodeAnalysis;
using NpyIO.Errors;

namespace NpyIO.Sparse;

/// <summary>The errors of sparse matrices.</summary>
internal static class SparseThrow
{
    [DoesNotReturn]
    internal static NdArray NoSparsePart(string part, SparseFormat format) =>
        throw new InvalidOperationException($"A {SparseLayout.NameOf(format)} matrix has no {part} of this kind: {format switch
        {
            SparseFormat.Coo => "use Coords",
            SparseFormat.Dia => "use Offsets",
            _ => "use Indices and Indptr",
        }}.");

    [DoesNotReturn]
    internal static void SparseMatrixHasTwoAxes(ReadOnlySpan<long> shape) =>
        throw new InvalidOperationException($"SciPy's matrices have two axes; of the shape {PythonText.Shape(shape)} there are only arrays.");

    [DoesNotReturn]
    internal static void BadSparseParts(SparseFault fault) =>
        throw new ArgumentException($"The parts make no sparse matrix: {fault.Problem}.");

    [DoesNotReturn]
    internal static void BadSparseIndex(string part, string problem, long found) =>
        throw new NpyFormatException($"The sparse matrix has a wrong index: {problem} (in '{part}')", NpyFormatReason.BadSparseMatrix, 0)
        {
            EntryName = part,
            Found = $"{found}",
        };

    [DoesNotReturn]
    internal static NdArray NoDenseForm(DType dtype) =>
        throw new InvalidOperationException($"Values of {dtype.Descr} are not numbers: a sparse matrix of them has no dense form.");

    [DoesNotReturn]
    internal static void DenseTooLarge(ReadOnlySpan<long> shape) =>
        throw new InvalidOperationException($"A dense array of the shape {PythonText.Shape(shape)} is beyond any memory.");

    [DoesNotReturn]
    internal static void CannotAddUp(DType dtype) =>
        throw new InvalidOperationException($"Several values have one place; those of {dtype.Descr} cannot be added up.");
}
