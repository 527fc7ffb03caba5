using System.Runtime.CompilerServices;
using NpyIO.IO;

namespace NpyIO.Pickling;

/// <summary>
/// Writes a pickle. Each value with parts has an iterator that yields them; the iterators wait on a stack of their own, so nesting does not exhaust the thread's stack, and writing can
/// pause between chunks for an asynchronous stream.
/// </summary>
internal sealed partial class PickleWriter
{
    /// <summary>Every Python since 3.4 reads it.</summary>
    internal const int DefaultProtocol = 4;

    private const int LowestProtocol = 2;

    private readonly PickleOutput _output;
    private readonly PickleMemo _memo = new();
    private readonly Dictionary<object, object> _aliases = new(ReferenceEqualityComparer.Instance);
    private readonly Stack<IEnumerator<object?>> _open = [];
    private readonly HashSet<object> _openSets = new(ReferenceEqualityComparer.Instance);

    /// <summary><see cref="CheckedProtocol"/> has accepted the protocol.</summary>
    internal PickleWriter(int protocol)
    {
        Protocol = protocol;
        _output = new PickleOutput(protocol);
    }

    /// <summary>Returns the same as <see cref="Begin"/>, or null to write the array in NumPy's way.</summary>
    internal Func<NdArray, IEnumerable<object?>?>? ArrayHook { get; init; }

    internal int Protocol { get; }

    internal static int CheckedProtocol(int value)
    {
        if (value is < LowestProtocol or > Opcode.HighestProtocol)
            PickleThrow.ProtocolNotWritten(value, LowestProtocol, Opcode.HighestProtocol);
        return value;
    }

    internal long Position => _output.Position;

    internal static void Write(ByteSink sink, object? value, PickleWriteOptions options, CancellationToken cancellationToken = default) =>
        new PickleWriter(options.Protocol).Write(sink, value, options.Progress, cancellationToken);

    internal static Task WriteAsync(ByteSink sink, object? value, PickleWriteOptions options, CancellationToken cancellationToken) =>
        new PickleWriter(options.Protocol).WriteAsync(sink, value, options.Progress, cancellationToken);

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

    /// <summary>Each chunk is valid until the next one.</summary>
    internal IEnumerable<PickleChunk> Chunks(object? root)
    {
        // PROTO precedes the first frame.
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

    /// <summary>Takes the place of a value: data too long to buffer, written outside frames. <paramref name="ChunksAt"/> takes their offset from the start of the pickle, in bytes.</summary>
    internal sealed record Interlude(Func<long, IEnumerable<PickleChunk>> ChunksAt);

    /// <summary>Takes the place of a value: a single opcode.</summary>
    internal sealed record RawOpcode(byte Value);
}

/// <summary>The values already written, for references to them: objects by identity; texts, classes and dtypes by value.</summary>
internal sealed class PickleMemo
{
    // In characters: enough for keys and names.
    private const int MaxCharacters = 64;

    // Enough for keys and names, too few for the cells of a table.
    private const int MaxTexts = 1 << 14;

    private readonly Dictionary<object, int> _objects = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Module, string Name), int> _globals = [];
    private readonly Dictionary<DType, int> _dtypes = new(new DTypeIdentity());
    private int _count;

    internal bool TryGet(object value, out int number)
    {
        number = 0;
        return value switch
        {
            string text => text.Length <= MaxCharacters && _texts.TryGetValue(text, out number),
            DType dtype => _dtypes.TryGetValue(dtype, out number),
            _ => _objects.TryGetValue(value, out number),
        };
    }

    internal bool TryGetGlobal(string module, string name, out int number) => _globals.TryGetValue((module, name), out number);

    internal bool Remembers(string text) => text.Length <= MaxCharacters && _texts.Count < MaxTexts;

    internal int Add(object value)
    {
        switch (value)
        {
            case string text:
                _texts[text] = _count;
                break;
            case DType dtype:
                _dtypes[dtype] = _count;
                break;
            default:
                _objects[value] = _count;
                break;
        }

        return _count++;
    }

    internal int AddGlobal(string module, string name)
    {
        _globals[(module, name)] = _count;
        return _count++;
    }

    /// <summary>Equality of dtypes that also compares the alignment of records, which dtype equality ignores.</summary>
    private sealed class DTypeIdentity : IEqualityComparer<DType>
    {
        public bool Equals(DType? x, DType? y) => ReferenceEquals(x, y) || (x is { IsStruct: false, Base: null } && x.Equals(y) && x.Kind != DTypeKind.VariableString);

        public int GetHashCode(DType dtype) => dtype is { IsStruct: false, Base: null } ? dtype.GetHashCode() : RuntimeHelpers.GetHashCode(dtype);
    }
}
