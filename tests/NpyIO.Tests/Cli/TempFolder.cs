using System.Text;

namespace NpyIO.Tests.Cli;

/// <summary>A folder for one test's files.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("npyio-cli-").FullName;

    internal string this[string name] => Path.Combine(_path, name);

    public void Dispose() => Directory.Delete(_path, recursive: true);

    internal string[] Names() => [.. Directory.GetFileSystemEntries(_path).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    internal string Write(string name, ReadOnlySpan<byte> content)
    {
        File.WriteAllBytes(this[name], content);
        return this[name];
    }

    /// <summary>A file of version 1.0 with a header as written in Python, and data.</summary>
    internal string WriteNpy(string name, string descr, string shape, ReadOnlySpan<byte> data, bool fortranOrder = false)
    {
        string header = $"{{'descr': {descr}, 'fortran_order': {(fortranOrder ? "True" : "False")}, 'shape': {shape}, }}";
        header = header.PadRight((header.Length + 11 + 63) / 64 * 64 - 11) + "\n";
        byte[] length = BitConverter.GetBytes((ushort)header.Length);
        return Write(name, [0x93, .. "NUMPY"u8, 1, 0, .. length, .. Encoding.Latin1.GetBytes(header), .. data]);
    }

    internal string WriteNpy<T>(string name, string descr, string shape, params T[] data)
        where T : unmanaged => WriteNpy(name, descr, shape, System.Runtime.InteropServices.MemoryMarshal.AsBytes<T>(data));
}
