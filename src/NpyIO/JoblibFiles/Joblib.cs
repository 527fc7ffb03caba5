namespace NpyIO;

/// <summary>
/// Reads and writes joblib files, the format of scikit-learn's models and much else: pickles that contain the raw data of arrays, optionally compressed as a whole. The counterpart of
/// <c>joblib.load</c> and <c>joblib.dump</c>.
/// </summary>
/// <remarks>
/// <para>Reading a file cannot run code: pickles are read as <see cref="Pickle"/> reads them. Estimators and other objects become a <see cref="PickleObject"/> with their attributes.</para>
/// <para>zlib and gzip are built in; bzip2, LZMA, xz and LZ4 need the package NpyIO.Codecs.</para>
/// </remarks>
public static partial class Joblib;
