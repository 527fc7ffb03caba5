namespace NpyIO.Arrays;

/// <summary>The NumPy class that a pickle gave for an array; kept so that it is written back as the same class.</summary>
internal enum PythonArrayClass
{
    /// <summary><c>numpy.ndarray</c>.</summary>
    Array,

    /// <summary>A NumPy scalar, <c>numpy.generic</c>: a 0-d array that can be a key.</summary>
    Scalar,

    /// <summary><c>numpy.matrix</c>.</summary>
    Matrix,

    /// <summary><c>numpy.recarray</c>.</summary>
    RecordArray,
}
