namespace NpyIO.Sparse;

/// <summary>The names that <c>scipy.sparse.save_npz</c> gives to the entries of its archives, and to the formats in them; SciPy's objects have attributes of the same names.</summary>
internal static class SparseLayout
{
    internal const string Format = "format";
    internal const string Shape = "shape";

    /// <summary>The attribute of SciPy's objects that holds their shape.</summary>
    internal const string ShapeAttribute = "_shape";

    internal const string Data = "data";
    internal const string Indices = "indices";
    internal const string Indptr = "indptr";
    internal const string Row = "row";
    internal const string Col = "col";

    /// <summary>All coordinates in one array, one row per axis: newer SciPy versions write it unless there are exactly two axes.</summary>
    internal const string Coords = "coords";

    internal const string Offsets = "offsets";

    /// <summary>Present and true if the matrix is one of SciPy's newer arrays.</summary>
    internal const string IsArray = "_is_array";

    private static readonly string[] Names = ["csr", "csc", "coo", "bsr", "dia"];

    internal static string NameOf(SparseFormat format) => Names[(int)format];

    internal static SparseFormat? FormatOf(string name)
    {
        int place = Array.IndexOf(Names, name);
        return place < 0 ? null : (SparseFormat)place;
    }

    internal static string AllNames => string.Join(", ", Names);
}
