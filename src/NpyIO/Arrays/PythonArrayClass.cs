namespace NpyIO;

/// <summary>The NumPy class that an array came from; saved to a pickle again, it is the same class.</summary>
public enum PythonArrayClass
{
    /// <summary><c>numpy.ndarray</c>.</summary>
    Array,

    /// <summary>A NumPy scalar, <c>numpy.generic</c>: an array without axes that can be a key.</summary>
    Scalar,

    /// <summary><c>numpy.matrix</c>.</summary>
    Matrix,

    /// <summary><c>numpy.recarray</c>.</summary>
    RecordArray,
}
