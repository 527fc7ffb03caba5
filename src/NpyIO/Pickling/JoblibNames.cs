namespace NpyIO.Pickling;

/// <summary>The names of joblib's classes in pickles.</summary>
internal static class JoblibNames
{
    internal const string Module = "joblib.numpy_pickle";

    // joblib 0.10 and newer: the data follow within the pickle stream.
    internal const string WrapperClass = "NumpyArrayWrapper";

    // joblib before 0.10: the array is in its own .npy file.
    internal const string CompanionClass = "NDArrayWrapper";

    // joblib before 0.10: the data are in their own compressed file.
    internal const string CompressedCompanionClass = "ZNDArrayWrapper";

    // joblib's own module, the one that its oldest classes moved to, or scikit-learn's copy before 0.23.
    internal static bool IsModule(string module) =>
        module is Module or "joblib.numpy_pickle_compat" or "sklearn.externals.joblib.numpy_pickle" or "sklearn.externals.joblib.numpy_pickle_compat";
}
