namespace NpyIO.Sparse;

/// <summary>What <c>scipy.sparse.save_npz</c> calls the entries of its archives and, in them, the formats; SciPy's objects have attributes of the same names.</summary>
internal static class SparseLayout
{
    internal const string Format = "format";
    internal const string Shape = "shape";

    /// <summary>The attribute of SciPy's objects that is their shape.</summary>
    internal const string ShapeAttribute = "_shape";

    internal const string Data = "data";
    internal const string Indices = "indices";
    internal const string Indptr = "indptr";
    internal const string Row = "row";
    internal const string Col = "col";

    /// <summary>All coordinates in one array, an axis to a row: what newer SciPys write where there are not two axes.</summary>
    internal const string Coords = "coords";

    internal const string Offsets = "offsets";

    /// <summary>There, and true, where the matrix is one of SciPy's newer arrays.</summary>
    internal const string IsArray = "_is_array";

    private static readonly string[] Names = ["csr", "csc", "coo", "bsr", "dia"];

    /// <summary>SciPy's name of a format.</summary>
    internal static string NameOf(SparseFormat format) => Names[(int)format];

    /// <summary>The format of a name; null where it is none of those that are saved.</summary>
    internal static SparseFormat? FormatOf(string name)
    {
        int place = Array.IndexOf(Names, name);
        return place < 0 ? null : (SparseFormat)place;
    }

    /// <summary>All names, to be quoted.</summary>
    internal static string AllNames => string.Join(", ", Names);
}
