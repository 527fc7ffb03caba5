using Microsoft.Win32.SafeHandles;
using NpyIO.Arrays;
using NpyIO.IO;
using NpyIO.JoblibFiles;
using NpyIO.Pickling;
using NpyIO.Signatures;

namespace NpyIO;

/// <summary>An open joblib file with its arrays mapped, so that their pages are read on access: <c>joblib.load(path, mmap_mode='r')</c>. Read-only.</summary>
/// <remarks>
/// <para>The arrays in <see cref="Value"/> are ordinary <see cref="NdArray"/>s in the file's order and byte order; in files of joblib before 1.2 they need not be aligned.</para>
/// <para>After disposal every mapped array throws <see cref="ObjectDisposedException"/>. What another thread has begun to read, and spans obtained before, see zeros on Linux; on other systems
/// neither may be in use. Without disposal the file stays mapped until the process ends. The file must not be truncated meanwhile: reading a part that is gone ends the process.
/// <c>Copy()</c> returns an array that remains valid.</para>
/// <para>Several threads may read at once.</para>
/// </remarks>
public sealed class JoblibFile : IDisposable
{
    private readonly List<IDisposable> _mappings = [];
    private object? _value;
    private readonly string _path;
    private volatile bool _disposed;

    private JoblibFile(string path) => _path = path;

    /// <summary>The value in the file.</summary>
    /// <exception cref="ObjectDisposedException">The file has been disposed.</exception>
    public object? Value
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _value;
        }
    }

    /// <summary>The compression of the file. Arrays in a compressed file are not mapped.</summary>
    public JoblibCompression Compression { get; private set; }

    /// <summary>Returns the value in the file as T.</summary>
    /// <typeparam name="T">The type of the value. It is not converted, except that SciPy's sparse matrices and arrays become a <see cref="SparseMatrix"/>.</typeparam>
    /// <exception cref="InvalidCastException">The value has another type, which the message names.</exception>
    /// <exception cref="ObjectDisposedException">The file has been disposed.</exception>
    public T Get<T>() => PickleCast.OfFile<T>(Value, _path);

    /// <summary>Releases the mappings; the remarks say what must not be used afterwards.</summary>
    public void Dispose()
    {
        _disposed = true;
        foreach (IDisposable mapping in _mappings)
            mapping.Dispose();
    }

    internal static JoblibFile Open(string path, JoblibReadOptions options)
    {
        var file = new JoblibFile(path);
        try
        {
            file.Read(path, options with { Order = Order.Keep, ByteOrder = ByteOrderMode.Keep });
            return file;
        }
        catch (Exception e)
        {
            (e as NpyFormatException)?.AddPath(path);
            file.Dispose();
            throw;
        }
    }

    private void Read(string path, JoblibReadOptions options)
    {
        using SafeFileHandle handle = ReadableFile.Open(path);
        PayloadSource source = ReadableFile.SourceOf(handle);
        PickleReadOptions ofPickle = options.OfPickle;
        var companions = new CompanionFiles(ReadableFile.FolderOf(path), ofPickle, _mappings, default);
        using var file = new PickleInput(source);
        file.LookAhead(JoblibInput.Wanted);
        using var input = new JoblibInput(file, checksEnd: ofPickle.Strict);
        Compression = JoblibLayout.CompressionOf(input.Kind);
        ArrayMemory? mapping = input.Kind == FileKind.Pickle && source is FileSource { IsPositional: true } ? Map(handle, source.Length) : null;
        _value = JoblibReader.Read(input, ofPickle, new ArrayReplacer(ofPickle, companions, mapping, default), default);
    }

    private MappedMemory Map(SafeFileHandle handle, long length)
    {
        var mapping = MappedMemory.Open(handle, _path, 0, length);
        _mappings.Add(mapping);
        return mapping;
    }
}
