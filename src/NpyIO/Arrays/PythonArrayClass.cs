namespace NpyIO.Arrays;

/// <summary>Which of NumPy's classes a pickle said that an array has; kept so that it is written as what it was.</summary>
internal enum PythonArrayClass
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
