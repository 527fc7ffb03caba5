namespace NpyIO;

public static partial class Joblib
{
    /// <summary>
    /// Opens a file and maps its arrays instead of reading them: <c>joblib.load(path, mmap_mode='r')</c>. Arrays are read-only, in the file's order and byte order, and their pages are read on
    /// access. Arrays in a compressed file, and arrays of Python objects, are loaded into memory.
    /// </summary>
    /// <remarks>Otherwise like <see cref="Load(string, JoblibReadOptions?)"/>.</remarks>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read; null for <see cref="JoblibReadOptions.Default"/>. Its order and byte order are ignored: the file's are kept.</param>
    /// <returns>The open file; dispose it after use.</returns>
    /// <exception cref="NpyFormatException">The content cannot be read; the message says what is wrong and where, or which package is missing.</exception>
    /// <exception cref="IOException">The file cannot be mapped; other file system errors pass through unchanged, including <see cref="FileNotFoundException"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be read, or the path is a directory.</exception>
    public static JoblibFile Open(string path, JoblibReadOptions? options = null) => JoblibFile.Open(path, options ?? JoblibReadOptions.Default);
}
