using NpyIO.IO;

namespace NpyIO.Pickling;

/// <summary>
/// Writes a pickle. Whatever has parts is written by an iterator that gives them one after another; they wait on a stack of their own, so that no nesting exhausts the program's, and between any two
/// bytes the writing can pause, for a stream that is awaited.
/// </summary>
internal sealed partial class PickleWriter
{
    private const int LowestProtocol = 2;
    private const int HighestProtocol = 5;

    private readonly PickleOutput _output;
    private readonly PickleMemo _memo = new();
    private readonly Dictionary<object, object> _aliases = new(ReferenceEqualityComparer.Instance);
    private readonly Stack<IEnumerator<object?>> _open = [];
    private readonly HashSet<object> _openSets = new(ReferenceEqualityComparer.Instance);

    /// <summary>A writer of one pickle.</summary>
    /// <param name="protocol">The protocol, which <see cref="CheckedProtocol"/> has let through.</param>
    internal PickleWriter(int protocol)
    {
        Protocol = protocol;
        _output = new PickleOutput(protocol);
    }

    /// <summary>Writes an array in another way than NumPy pickles it, as joblib does; null for NumPy's. It is given the array, and gives what <see cref="Begin"/> would.</summary>
    internal Func<NdArray, IEnumerable<object?>?>? ArrayHook { get; init; }

    /// <summary>The protocol.</summary>
    internal int Protocol { get; }

    /// <summary>A protocol, if it is one that is written: 2 to 5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    internal static int CheckedProtocol(int value)
    {
        if (value is < LowestProtocol or > HighestProtocol)
            PickleThrow.ProtocolNotWritten(value, LowestProtocol, HighestProtocol);
        return value;
    }

    /// <summary>How many bytes have been handed on.</summary>
    internal long Position => _output.Position;

    /// <summary>Writes a value to a sink.</summary>
    internal static void Write(ByteSink sink, object? value, PickleWriteOptions options, CancellationToken cancellationToken = default) =>
        new PickleWriter(options.Protocol).Write(sink, value, options.Progress, cancellationToken);

    /// <summary>As <see cref="Write(ByteSink, object?, PickleWriteOptions, CancellationToken)"/>.</summary>
    internal static Task WriteAsync(ByteSink sink, object? value, PickleWriteOptions options, CancellationToken cancellationToken) =>
        new PickleWriter(options.Protocol).WriteAsync(sink, value, options.Progress, cancellationToken);

    /// <summary>Writes a value to a sink.</summary>
    internal void Write(ByteSink sink, object? value, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        foreach (PickleChunk chunk in Chunks(value))
        {
            cancellationToken.ThrowIfCancellationRequested();
            sink.Write(chunk.Span);
            progress?.Report(Position);
        }

        GC.KeepAlive(value);
    }

    /// <summary>As <see cref="Write(ByteSink, object?, IProgress{long}?, CancellationToken)"/>.</summary>
    internal async Task WriteAsync(ByteSink sink, object? value, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        foreach (PickleChunk chunk in Chunks(value))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await sink.WriteAsync(chunk.ToMemory(), cancellationToken).ConfigureAwait(false);
            progress?.Report(Position);
        }

        GC.KeepAlive(value);
    }

    /// <summary>The pickle, piece by piece.</summary>
    internal IEnumerable<PickleChunk> Chunks(object? root)
    {
        // The first opcode stands before the first frame.
        _output.Write([Opcode.Proto, (byte)Protocol]);
        yield return _output.TakeUnframed();

        Save(root);
        while (_open.TryPeek(out IEnumerator<object?>? parts))
        {
            if (!parts.MoveNext())
            {
                _open.Pop().Dispose();
            }
            else if (parts.Current is Interlude interlude)
            {
                yield return _output.Take();
                foreach (PickleChunk chunk in interlude.ChunksAt(Position))
                {
                    _output.Pass(chunk.Length);
                    yield return chunk;
                }
            }
            else
            {
                Save(parts.Current);
            }

            if (_output.IsFull)
                yield return _output.Take();
        }

        _output.Write(Opcode.Stop);
        yield return _output.Take();
    }

    /// <summary>Writes a value, or opens it where it has parts.</summary>
    private void Save(object? value)
    {
        if (value is null)
            _output.Write(Opcode.None);
        else if (value is RawOpcode opcode)
            _output.Write(opcode.Value);
        else if (IsWritten(value))
            return;
        else if (!TryWriteLeaf(value))
            _open.Push((Begin(value) ?? Refuse(value)).GetEnumerator());
    }

    /// <summary>Writes a reference to a value that has been written before, if it has.</summary>
    private bool IsWritten(object value)
    {
        if (!_memo.TryGet(value, out int number))
            return false;
        WriteGet(number);
        return true;
    }

    private void WriteGet(int number)
    {
        if (number <= byte.MaxValue)
            _output.Write(Opcode.BinGet, number, 1);
        else
            _output.Write(Opcode.LongBinGet, number, sizeof(int));
    }

    /// <summary>Remembers what has just been written.</summary>
    internal void Memoize(object value) => WritePut(_memo.Add(value));

    private void WritePut(int number)
    {
        if (Protocol >= 4)
            _output.Write(Opcode.Memoize);
        else if (number <= byte.MaxValue)
            _output.Write(Opcode.BinPut, number, 1);
        else
            _output.Write(Opcode.LongBinPut, number, sizeof(int));
    }

    private static IEnumerable<object?> Refuse(object value)
    {
        PickleThrow.CannotPickle(value);
        return [];
    }

    /// <summary>What is written in place of a value, outside of frames: data too long to be collected.</summary>
    /// <param name="ChunksAt">Gives it, told where it begins, in bytes from the pickle's start.</param>
    internal sealed record Interlude(Func<long, IEnumerable<PickleChunk>> ChunksAt);

    /// <summary>An opcode among values.</summary>
    internal sealed record RawOpcode(byte Value);
}
