using NpyIO.Arrays;
using NpyIO.Errors;
using NpyIO.Sparse;

namespace NpyIO.Pickling;

/// <summary>Reads and describes SciPy's sparse matrices and arrays in pickles: instances of <c>scipy.sparse.csr_matrix</c> and the like, with their parts as attributes.</summary>
internal static class SparseState
{
    private const string Package = "scipy.sparse";
    private const string MatrixSuffix = "_matrix";
    private const string ArraySuffix = "_array";

    // SciPy's number of values to print, an attribute of each of its matrices.
    private const long MaxPrint = 50;

    // For incremental construction: SciPy keeps these in lists and dictionaries.
    private static readonly string[] Unread = ["lil", "dok"];

    /// <summary>Returns null if the description is not of a sparse matrix; fails if it is of one that cannot be read.</summary>
    internal static SparseMatrix? TryRead(PickleObject described)
    {
        if (described.IsReference || FormatNameOf(described, out bool isArray) is not { } name)
            return null;
        if (SparseLayout.FormatOf(name) is not { } format)
            return PickleThrow.SparseFormatNotRead(described.Name, name);

        long[] shape = ShapeOf(described);
        NdArray data = ArrayOf(described, SparseLayout.Data);
        NdArray[] indexes = format switch
        {
            SparseFormat.Coo => CoordsOf(described),
            SparseFormat.Dia => [ArrayOf(described, SparseLayout.Offsets)],
            _ => [ArrayOf(described, SparseLayout.Indices), ArrayOf(described, SparseLayout.Indptr)],
        };
        var matrix = new SparseMatrix(format, shape, data, indexes, isArray);
        if (SparseRules.FaultOf(matrix, indexes) is { } fault)
            PickleThrow.BadSparseAttribute(fault);
        return matrix;
    }

    /// <summary>The class has SciPy's public name, which is stable when modules move, so that every SciPy that has the class can read it.</summary>
    internal static PickleObject DescriptionOf(SparseMatrix matrix)
    {
        // Unpickling runs no constructor that could convert the parts: data are in native byte order, for SciPy 1.15 and newer, and indices have one of SciPy's two index types.
        var state = new PickleDictionary
        {
            [SparseLayout.ShapeAttribute] = new PickleTuple([.. matrix.Shape.ToArray().Cast<object?>()]),
            ["maxprint"] = MaxPrint,
            [SparseLayout.Data] = Native(matrix.Data),
        };
        NdArray[] indexes = Indexes(matrix);
        foreach ((string name, object? part) in PartsOf(matrix, indexes))
            state[name] = part;

        string suffix = matrix.IsArray ? ArraySuffix : MatrixSuffix;
        return new PickleObject(Package, SparseLayout.NameOf(matrix.Format) + suffix) { IsNew = true, Arguments = PickleTuple.Empty, HasState = true, State = state };
    }

    private static IEnumerable<(string Name, object? Part)> PartsOf(SparseMatrix matrix, NdArray[] indexes)
    {
        switch (matrix.Format)
        {
            case SparseFormat.Coo:
                // SciPy before 1.13 has row and col, later versions have coords; their coo_matrix accepts either.
                bool hasRowAndCol = indexes.Length == 2;
                if (hasRowAndCol)
                {
                    yield return (SparseLayout.Row, indexes[0]);
                    yield return (SparseLayout.Col, indexes[1]);
                }

                if (matrix.IsArray)
                    yield return (SparseLayout.Coords, new PickleTuple([.. indexes]));
                yield return ("has_canonical_format", false);
                break;
            case SparseFormat.Dia:
                yield return (SparseLayout.Offsets, indexes[0]);
                break;
            default:
                yield return (SparseLayout.Indices, indexes[0]);
                yield return (SparseLayout.Indptr, indexes[1]);
                break;
        }
    }

    // As SciPy's get_index_dtype: all as int32, or all as int64.
    private static NdArray[] Indexes(SparseMatrix matrix)
    {
        NdArray[] indexes = matrix.Indexes;
        DType dtype = Array.TrueForAll(indexes, IsInt32) ? DType.Int32 : DType.Int64;
        return Array.ConvertAll(indexes, index => index.DType.Equals(dtype) ? index : index.To(dtype, Casting.SameKind));

        static bool IsInt32(NdArray index) => index.DType.ItemSize < sizeof(int) || (index.DType.ItemSize == sizeof(int) && index.DType.Kind == DTypeKind.SignedInteger);
    }

    private static NdArray Native(NdArray data) => data.DType.IsNative ? data : data.To(data.DType.WithByteOrder(DType.Int32.ByteOrder), Casting.Equivalent);

    /// <summary>Returns <c>csr</c> for <c>scipy.sparse._csr.csr_matrix</c>, or null for any other class. The module differs between SciPy versions.</summary>
    private static string? FormatNameOf(PickleObject described, out bool isArray)
    {
        (string module, string name) = (described.Module, described.Name);
        isArray = name.EndsWith(ArraySuffix, StringComparison.Ordinal);
        if (module != Package && !module.StartsWith(Package + ".", StringComparison.Ordinal))
            return null;
        if (!isArray && !name.EndsWith(MatrixSuffix, StringComparison.Ordinal))
            return null;

        string format = name[..^(isArray ? ArraySuffix : MatrixSuffix).Length];
        return SparseLayout.FormatOf(format) is not null || Array.IndexOf(Unread, format) >= 0 ? format : null;
    }

    private static long[] ShapeOf(PickleObject described)
    {
        // SciPy's first versions stored the attribute under the name of its property.
        string attribute = SparseLayout.ShapeAttribute;
        if (!TryGet(described, attribute, out object? value) && !TryGet(described, attribute = SparseLayout.Shape, out value))
            PickleThrow.NoSparseAttribute(SparseLayout.ShapeAttribute);
        if (value is not PickleTuple { Count: <= DType.MaxRank } lengths)
            return Misfit<long[]>(attribute, "a tuple of the lengths of the axes", value);

        long[] shape = new long[lengths.Count];
        for (int axis = 0; axis < shape.Length; axis++)
            shape[axis] = ObjectCast.TryTo(lengths[axis], out long length) ? length : Misfit<long>(attribute, "a tuple of integers of 64 bits", lengths[axis]);
        return shape;
    }

    private static NdArray[] CoordsOf(PickleObject described)
    {
        if (!TryGet(described, SparseLayout.Coords, out object? value))
            return [ArrayOf(described, SparseLayout.Row), ArrayOf(described, SparseLayout.Col)];
        if (value is not PickleTuple { Count: <= DType.MaxRank } coords)
            return Misfit<NdArray[]>(SparseLayout.Coords, "a tuple of an array for each axis", value);
        return [.. coords.Select(axis => ArrayFrom(SparseLayout.Coords, axis))];
    }

    private static NdArray ArrayOf(PickleObject described, string attribute) => ArrayFrom(attribute, TryGet(described, attribute, out object? value) ? value : PickleThrow.NoSparseAttribute(attribute));

    private static NdArray ArrayFrom(string attribute, object? value) => value as NdArray ?? (value as PickleObject)?.Array ?? Misfit<NdArray>(attribute, "an array", value);

    private static bool TryGet(PickleObject described, string attribute, out object? value)
    {
        try
        {
            return described.TryGetAttribute(attribute, out value);
        }
        catch (ArgumentException e)
        {
            // The file's keys collide on purpose: finding one takes more comparisons than the work budget allows.
            value = null;
            PickleThrow.BadSparseAttribute(new(attribute, e.Message.TrimEnd('.'), "attributes by name", "others"));
            return false;
        }
    }

    private static T Misfit<T>(string attribute, string expected, object? value)
    {
        string found = Describe.Kind(value);
        PickleThrow.BadSparseAttribute(new(attribute, $"{attribute} is {found}, where {expected} is expected", expected, found));
        return default!;
    }
}
