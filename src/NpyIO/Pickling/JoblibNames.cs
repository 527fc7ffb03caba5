namespace NpyIO.Pickling;

/// <summary>The names of joblib's classes in pickles.</summary>
internal static class JoblibNames
{
    internal const string Module = "joblib.numpy_pickle";

    /// <summary>An array whose data follows within the pickle stream: joblib 0.10 and newer.</summary>
    internal const string WrapperClass = "NumpyArrayWrapper";

    /// <summary>An array in its own .npy file: joblib before 0.10.</summary>
    internal const string CompanionClass = "NDArrayWrapper";

    /// <summary>An array whose data is in its own compressed file: joblib before 0.10.</summary>
    internal const string CompressedCompanionClass = "ZNDArrayWrapper";

    /// <summary>Returns whether a module is joblib's: its own, the one that its oldest classes moved to, or scikit-learn's copy before 0.23.</summary>
    internal static bool IsModule(string module) =>
        module is Module or "joblib.numpy_pickle_compat" or "sklearn.externals.joblib.numpy_pickle" or "sklearn.externals.joblib.numpy_pickle_compat";
}
