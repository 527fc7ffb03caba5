using Microsoft.Win32.SafeHandles;
using NpyIO.Arrays;
using NpyIO.IO;
using NpyIO.JoblibFiles;
using NpyIO.Pickling;
using NpyIO.Signatures;

namespace NpyIO;

/// <summary>An open joblib file whose arrays stay in it and are read where they lie, page by page, as they are touched: <c>joblib.load(path, mmap_mode='r')</c>. Read-only.</summary>
/// <remarks>
/// <para>The arrays in <see cref="Value"/> are <see cref="NdArray"/>s like any other, in the file's order and byte order; files of joblib before 1.2 need not have aligned them.</para>
/// <para>Once this is disposed of, every mapped array throws <see cref="ObjectDisposedException"/>, and spans obtained before must not be touched any more: the memory behind them is gone.
/// Without that the file stays mapped, to the end of the process. The file must not be shortened meanwhile: reading what has disappeared ends the process. <c>Copy()</c> gives an array that stays.</para>
/// <para>Any number of threads may read at once; none may when it is disposed of.</para>
/// </remarks>
public sealed class JoblibFile : IDisposable
{
    private readonly List<IDisposable> _mappings = [];
    private object? _value;
    private readonly string _path;
    private volatile bool _disposed;

    private JoblibFile(string path) => _path = path;

    /// <summary>What the file holds.</summary>
    /// <exception cref="ObjectDisposedException">This has been disposed of.</exception>
    public object? Value
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _value;
        }
    }

    /// <summary>How the file is compressed. The arrays of a compressed one are not mapped.</summary>
    public JoblibCompression Compression { get; private set; }

    /// <summary>What the file holds, as T.</summary>
    /// <typeparam name="T">The type of the value, which is not converted, but that SciPy's sparse matrices and arrays come as a <see cref="SparseMatrix"/>.</typeparam>
    /// <exception cref="InvalidCastException">The value is something else; the message says what.</exception>
    /// <exception cref="ObjectDisposedException">This has been disposed of.</exception>
    public T Get<T>() => PickleCast.OfFile<T>(Value, _path);

    /// <summary>Gives the mappings back; see the remarks on what must not be used any more.</summary>
    public void Dispose()
    {
        _disposed = true;
        foreach (IDisposable mapping in _mappings)
            mapping.Dispose();
    }

    /// <summary>Opens a file.</summary>
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
            (e as NpyFormatException)?.IsNotOf(path);
            file.Dispose();
            throw;
        }
    }

    private void Read(string path, JoblibReadOptions options)
    {
        using SafeFileHandle handle = ReadableFile.Open(path);
        if (FileSource.TryOpen(handle) is not { IsPositional: true } source)
        {
            _value = JoblibReader.Read(path, options);
            return;
        }

        PickleReadOptions ofPickle = options.OfPickle;
        var companions = new CompanionFiles(ReadableFile.FolderOf(path), ofPickle, _mappings, default);
        PayloadSource file = JoblibReader.Begin(source, out FileKind kind);
        Compression = JoblibLayout.CompressionOf(kind);
        ArrayMemory? mapping = kind == FileKind.Pickle ? Map(handle, source.Length) : null;
        _value = JoblibReader.Read(file, kind, isExact: false, ofPickle, new ArrayReplacer(ofPickle, companions, mapping, default), out _, default);
    }

    private MappedMemory Map(SafeFileHandle handle, long length)
    {
        var mapping = MappedMemory.Open(handle, 0, length);
        _mappings.Add(mapping);
        return mapping;
    }
}
