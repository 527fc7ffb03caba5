namespace NpyIO;

public static partial class Joblib
{
    /// <summary>
    /// Opens a file and maps its arrays instead of reading them: <c>joblib.load(path, mmap_mode='r')</c>. They are read page by page as they are touched, in the file's order and byte order,
    /// and cannot be written to. Those of a compressed file, and arrays of Python objects, are loaded all the same.
    /// </summary>
    /// <remarks>As <see cref="Load(string, JoblibReadOptions?)"/> otherwise.</remarks>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read; null for <see cref="JoblibReadOptions.Default"/>. Order and byte order are the file's, whatever they say.</param>
    /// <returns>The open file, to be disposed of.</returns>
    /// <exception cref="NpyFormatException">The content is none that can be read: whatever is wrong in it, the message says what and where. A missing package is named.</exception>
    /// <exception cref="IOException">The file system's errors pass through, among them <see cref="FileNotFoundException"/>, and that it cannot map the file.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a directory.</exception>
    public static JoblibFile Open(string path, JoblibReadOptions? options = null) => JoblibFile.Open(path, options ?? JoblibReadOptions.Default);
}
