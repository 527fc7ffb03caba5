using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using NpyIO.Arrays;
using NpyIO.Errors;
using NpyIO.IO;

namespace NpyIO.Pickling;

/// <summary>
/// Reads a pickle: a stack machine that builds plain values, arrays, and descriptions of everything else. It looks names from the file up only in its own table.
/// It does not recurse: however deep values nest, the thread's stack does not grow.
/// </summary>
internal sealed partial class PickleMachine
{
    /// <summary>Bytes that a pickle may decompress to regardless of its compressed size, array data excluded.</summary>
    internal const long FreeExpansion = 16 << 20;

    /// <summary>Additional decompressed bytes allowed per compressed byte.</summary>
    internal const long MaxExpansion = 100;

    private readonly WorkBudget _budget;
    private readonly PythonEquality _equality;
    private readonly bool _isNested;
    private int _opcodeAt;
    private int _need;
    private byte _payloadOpcode;

    /// <summary>In bytes.</summary>
    private long _payloadLength;

    /// <summary>The caller disposes of the input, which is at the start of the pickle.</summary>
    internal PickleMachine(PickleReadOptions options, PickleInput? input = null)
    {
        Options = options;
        Input = input ?? new PickleInput(new MemorySource(default));
        _budget = new WorkBudget(Input.Position);
        _equality = _budget.Equality;
    }

    /// <summary>For a pickle inside another one: continues on the outer machine's input and shares its work budget.</summary>
    internal PickleMachine(PickleReadOptions options, PickleMachine outer)
    {
        Options = options;
        Input = outer.Input;
        _budget = outer._budget;
        _equality = _budget.Equality;
        _isNested = true;
    }

    internal PickleReadOptions Options { get; }

    /// <summary>While a value is being built, the input is positioned after the current opcode.</summary>
    internal PickleInput Input { get; }

    /// <summary>
    /// Called for each description that has received its state, with <see cref="Input"/> right after BUILD; returns the value to use instead. It may consume data between the opcodes from
    /// the input. Memo references still give the description.
    /// </summary>
    internal Func<PickleMachine, PickleObject, object?>? OnDescribed { get; init; }

    /// <summary>Called by <see cref="RunAsync"/> instead of <see cref="OnDescribed"/>, unless it is null.</summary>
    internal Func<PickleMachine, PickleObject, ValueTask<object?>>? OnDescribedAsync { get; init; }

    /// <summary>Offset of the current opcode from the start of the source, in bytes.</summary>
    internal long Position => Input.Position + _opcodeAt;

    internal PythonEquality Equality => _equality;

    private PickleObject Described => (PickleObject)_stack[_top - 1]!;

    /// <summary>Leaves the input right after the pickle.</summary>
    internal object? Run(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (Execute())
            {
                case Pause.NeedsBytes:
                    if (!Input.TryFill(_need))
                        EndsEarly();
                    break;
                case Pause.NeedsPayload:
                    AcceptPayload(Input.ReadPayload(_payloadLength, Options, cancellationToken));
                    break;
                case Pause.Described:
                    ReplaceDescribed(OnDescribed!(this, Described));
                    break;
                default:
                    if (Options.Strict && Input.TryFill(1))
                        PickleThrow.TrailingPickleData(Input.Position);
                    return Finish();
            }
        }
    }

    internal async ValueTask<object?> RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (Execute())
            {
                case Pause.NeedsBytes:
                    if (!await Input.TryFillAsync(_need, cancellationToken).ConfigureAwait(false))
                        EndsEarly();
                    break;
                case Pause.NeedsPayload:
                    AcceptPayload(await Input.ReadPayloadAsync(_payloadLength, Options, cancellationToken).ConfigureAwait(false));
                    break;
                case Pause.Described:
                    ReplaceDescribed(OnDescribedAsync is null ? OnDescribed!(this, Described) : await OnDescribedAsync(this, Described).ConfigureAwait(false));
                    break;
                default:
                    if (Options.Strict && await Input.TryFillAsync(1, cancellationToken).ConfigureAwait(false))
                        PickleThrow.TrailingPickleData(Input.Position);
                    return Finish();
            }
        }
    }

    private void EndsEarly() => PickleThrow.PickleEndsEarly(Input.Position, _need, Input.Unread.Length);

    private void ReplaceDescribed(object? value)
    {
        _top--;
        Push(value);
    }

    private void AcceptPayload(ArrayMemory memory)
    {
        _opcodeAt = 0;
        Push(ValueOf(_payloadOpcode, memory));
    }

    private object? Finish()
    {
        // Like Python, ignore anything else on the stack.
        if (_top <= _fence)
            Fail("The pickle ends with nothing on its stack");
        object? value = _leaked || _stack[_top - 1] is Placeholder ? new PlaceholderReplacer(this).Settle(_stack[_top - 1]) : _stack[_top - 1];
        if (!_isNested)
            _equality.Release();
        Release();
        return value;
    }

    private void Grant()
    {
        if (!_budget.TryGrant(Input.Position + Input.Unread.Length))
            return;
        Options.Progress?.Report(Input.Position);
        if (Input.PackedLength is var packed and not PayloadSource.Unknown)
            CheckExpansion(packed);
    }

    private void CheckExpansion(long packed)
    {
        // Any byte of a pickle may create an object many times its size.
        long read = Input.Position + Input.Unread.Length - Input.Skipped;
        long most = Options.MaxDecompressedLength ?? Options.FreeDecompressedLength + (MaxExpansion * packed);
        if (read > most)
            PickleThrow.PickleExpandsTooMuch(Position, read, packed, most);
    }

    // Checks and conversions of values, for the code that builds objects.

    /// <summary>For content that no pickle written by Python has.</summary>
    [DoesNotReturn]
    internal void Fail(string problem, string? expected = null, string? found = null) => Throw.Format(NpyFormatReason.BadPickle, Position, problem, expected, found);

    [DoesNotReturn]
    internal T Fail<T>(string problem, string? expected = null, string? found = null)
    {
        Fail(problem, expected, found);
        return default;
    }

    /// <summary>Charges bytes of copies: values can be copied again and again, and a few bytes of pickle must not create gigabytes.</summary>
    internal void Charge(long count)
    {
        if (!_budget.TryCopy(count))
            PickleThrow.PickleGrowsTooMuch(Position, _budget.Copied, _budget.Read);
    }

    /// <summary>For work that can be repeated on the same values. A step takes about as long as comparing two small values.</summary>
    internal void Work(long steps)
    {
        if (!_equality.TrySpend(steps))
            Fail(PickleThrow.TooMuchWork);
    }

    internal void WorkThrough(string text) => Work(text.Length / PythonEquality.LengthPerStep);

    internal object? ValueOf(PickleDictionary dictionary, object key)
    {
        try
        {
            return dictionary.TryGetValue(key, out object? value) ? value : null;
        }
        catch (ArgumentException e)
        {
            return Fail<object>(e.Message);
        }
    }

    /// <summary>True and False are 1 and 0. <paramref name="what"/> is the subject of the error message.</summary>
    internal long IntegerOf(object? value, string what) => value switch
    {
        long number => number,
        bool flag => flag ? 1 : 0,
        BigInteger => Fail<long>($"{what} is an integer of more than 64 bits"),
        _ => Fail<long>($"{what} is not an integer", "an integer", Describe.Kind(value)),
    };

    /// <summary>Returns null for values that are not bytes. Latin-1 text is how Python 3 writes bytes in protocols 0 to 2.</summary>
    internal static ArrayMemory? BytesOf(object? value) => value switch
    {
        byte[] bytes => ManagedMemory.Of(bytes),
        RawBytes raw => raw.Memory,
        Python2String legacy => ManagedMemory.Of(legacy.Bytes),
        string text when text.AsSpan().IndexOfAnyExceptInRange('\0', '\xFF') < 0 => ManagedMemory.Of(System.Text.Encoding.Latin1.GetBytes(text)),
        _ => null,
    };

    /// <summary>Decodes a Python 2 <c>str</c> as the options say; returns null if the value is not text.</summary>
    internal string? TextOf(object? value) => value as string ?? (value as Python2String)?.TextOf(this);

    internal string Utf8(ReadOnlySpan<byte> bytes)
    {
        if (PickleText.Utf8(bytes) is { } text)
            return text;
        Fail("A text is not UTF-8");
        return null;
    }

    /// <summary>Why execution pauses: only the callers read from the source, synchronously or asynchronously.</summary>
    private enum Pause
    {
        Done,

        NeedsBytes,

        NeedsPayload,

        Described,
    }
}

/// <summary>
/// Limits what a pickle can make of its bytes: steps of work, and bytes of copies of existing values. Both limits grow as bytes are read. Nested pickles share the budget of the outer one.
/// </summary>
internal sealed class WorkBudget
{
    /// <summary>Steps granted per byte. A step is the comparison of one value, or of <see cref="PythonEquality.LengthPerStep"/> bytes of a long one.</summary>
    private const int StepsPerByte = 8;

    private const int CopiesPerByte = 16;

    /// <summary>Steps and bytes of copies granted in advance.</summary>
    private const int Free = 1 << 20;

    private readonly long _start;
    private long _seen;

    internal WorkBudget(long start) => _start = _seen = start;

    internal PythonEquality Equality { get; } = new(Free);

    /// <summary>In bytes.</summary>
    internal long Copied { get; private set; }

    /// <summary>In bytes.</summary>
    internal long Read => _seen - _start;

    /// <summary>Returns false if the work was granted already.</summary>
    internal bool TryGrant(long end)
    {
        if (end <= _seen)
            return false;
        Equality.Grant((end - _seen) * StepsPerByte);
        _seen = end;
        return true;
    }

    internal bool TryCopy(long count)
    {
        Copied += count;
        return Copied <= Free + CopiesPerByte * Read;
    }
}
