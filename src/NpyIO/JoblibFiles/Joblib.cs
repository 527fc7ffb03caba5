namespace NpyIO;

/// <summary>
/// joblib's files, in which scikit-learn's models and much else are kept: pickles in which the arrays' data lie as they are, compressed as a whole or not. The counterpart of <c>joblib.load</c> and
/// <c>joblib.dump</c>.
/// </summary>
/// <remarks>
/// <para>Reading one cannot run code: it is read as <see cref="Pickle"/> reads pickles. Estimators and other objects come as <see cref="PickleObject"/>, with their attributes.</para>
/// <para>zlib and gzip are built in; bzip2, LZMA, xz and LZ4 need the package NpyIO.Codecs.</para>
/// </remarks>
public static partial class Joblib;
