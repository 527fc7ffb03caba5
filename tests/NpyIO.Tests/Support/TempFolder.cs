using System.Runtime.InteropServices;

namespace NpyIO.Tests.Support;

/// <summary>A folder of a test's own, gone afterwards.</summary>
internal sealed class TempFolder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("npyio-tests-").FullName;

    /// <summary>The names of all that is in the folder, in order.</summary>
    internal string[] Names => [.. Directory.GetFileSystemEntries(Path).Select(path => System.IO.Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    internal string PathOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file and gives its path.</summary>
    internal string Write(string name, ReadOnlySpan<byte> content)
    {
        File.WriteAllBytes(PathOf(name), content);
        return PathOf(name);
    }

    /// <summary>Writes a .npy file with a header as Python writes it, see <see cref="NpyBytes.Of"/>, and gives its path.</summary>
    internal string WriteNpy(string name, string descr, string shape, ReadOnlySpan<byte> payload, bool fortranOrder = false) =>
        Write(name, NpyBytes.Of(descr, shape, payload, fortranOrder));

    internal string WriteNpy<T>(string name, string descr, string shape, params ReadOnlySpan<T> values)
        where T : unmanaged => Write(name, NpyBytes.Of(descr, shape, MemoryMarshal.AsBytes(values)));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
