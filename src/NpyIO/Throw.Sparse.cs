using System.Diagnostics.CodeAnalysis;
using NpyIO.DTypes;
using NpyIO.Sparse;

namespace NpyIO;

// The errors of sparse matrices.
internal static partial class Throw
{
    /// <summary>Throws for a part that the format does not have.</summary>
    [DoesNotReturn]
    internal static NdArray NoSparsePart(string part, SparseFormat format) =>
        throw new InvalidOperationException($"A {SparseLayout.NameOf(format)} matrix has no {part} of this kind: {format switch
        {
            SparseFormat.Coo => "use Coords",
            SparseFormat.Dia => "use Offsets",
            _ => "use Indices and Indptr",
        }}.");

    /// <summary>Throws for a matrix asked for where there are not two axes.</summary>
    [DoesNotReturn]
    internal static void SparseMatrixHasTwoAxes(ReadOnlySpan<long> shape) =>
        throw new InvalidOperationException($"SciPy's matrices have two axes; of the shape {PythonText.Shape(shape)} there are only arrays.");

    /// <summary>Throws for parts from a caller that make no sparse matrix.</summary>
    [DoesNotReturn]
    internal static void BadSparseParts(SparseFault fault) =>
        throw new ArgumentException($"The parts make no sparse matrix: {fault.Problem}.");

    /// <summary>Throws for a member of an archive that makes no sparse matrix.</summary>
    [DoesNotReturn]
    internal static void BadSparseMember(SparseFault fault) =>
        throw new NpyFormatException($"The archive holds no sparse matrix: {fault.Problem} (in its member '{fault.Part}')", NpyFormatReason.BadSparseMatrix, 0)
        {
            EntryName = fault.Part,
            Expected = fault.Expected,
            Found = fault.Found,
        };

    /// <summary>Throws for a member that is not there.</summary>
    [DoesNotReturn]
    internal static NdArray NoSparseMember(string part) =>
        throw new NpyFormatException($"The archive holds no sparse matrix: there is no array '{part}' in it", NpyFormatReason.BadSparseMatrix, 0)
        {
            EntryName = part,
            Expected = "an array",
            Found = "none",
        };

    /// <summary>Throws for a format that SciPy does not save.</summary>
    [DoesNotReturn]
    internal static SparseFormat UnknownSparseFormat(string name) =>
        throw new NpyFormatException($"The archive holds a sparse matrix of the format {PythonText.Quote(name)}, where one of {SparseLayout.AllNames} is expected (in its member 'format')", NpyFormatReason.BadSparseMatrix, 0)
        {
            EntryName = SparseLayout.Format,
            Expected = SparseLayout.AllNames,
            Found = name,
        };

    /// <summary>Throws for an attribute of an object in a pickle that makes no sparse matrix.</summary>
    [DoesNotReturn]
    internal static void BadSparseAttribute(SparseFault fault) =>
        throw new NpyFormatException($"The object holds no sparse matrix: {fault.Problem} (in its attribute '{fault.Part}')", NpyFormatReason.BadSparseMatrix, 0)
        {
            Expected = fault.Expected,
            Found = fault.Found,
        };

    /// <summary>Throws for an attribute that is not there.</summary>
    [DoesNotReturn]
    internal static object? NoSparseAttribute(string attribute) =>
        throw new NpyFormatException($"The object holds no sparse matrix: it has no attribute '{attribute}'", NpyFormatReason.BadSparseMatrix, 0)
        {
            Expected = attribute,
            Found = "none",
        };

    /// <summary>Throws for a matrix in a format that is not read.</summary>
    [DoesNotReturn]
    internal static SparseMatrix SparseFormatNotRead(string className, string format) =>
        throw new NpyFormatException(
            $"NpyIO does not read scipy.sparse.{className} as a SparseMatrix: convert it in Python with {(format == "lil" ? ".tocsr()" : ".tocoo()")} before saving it, or load it as a PickleObject",
            NpyFormatReason.Unsupported,
            0)
        {
            Expected = SparseLayout.AllNames,
            Found = format,
        };

    /// <summary>Throws for an index that points to no place.</summary>
    [DoesNotReturn]
    internal static void BadSparseIndex(string part, string problem, long found) =>
        throw new NpyFormatException($"The sparse matrix has a wrong index: {problem} (in '{part}')", NpyFormatReason.BadSparseMatrix, 0)
        {
            EntryName = part,
            Found = $"{found}",
        };

    /// <summary>Throws for values that have no zeros beside them.</summary>
    [DoesNotReturn]
    internal static NdArray NoDenseForm(DType dtype) =>
        throw new InvalidOperationException($"Values of {dtype.Descr} are no numbers: a sparse matrix of them has no dense form.");

    /// <summary>Throws for a shape of too many elements.</summary>
    [DoesNotReturn]
    internal static void DenseTooLarge(ReadOnlySpan<long> shape) =>
        throw new InvalidOperationException($"A dense array of the shape {PythonText.Shape(shape)} is beyond any memory.");

    /// <summary>Throws for values that would have to be added up.</summary>
    [DoesNotReturn]
    internal static void CannotAddUp(DType dtype) =>
        throw new InvalidOperationException($"Several values have one place; those of {dtype.Descr} cannot be added up.");
}
