using System.Diagnostics.CodeAnalysis;
using NpyIO.Arrays;
using NpyIO.Errors;
using NpyIO.IO;

namespace NpyIO.Pickling;

/// <summary>
/// Reads a pickle: a stack machine that builds plain data and arrays, and descriptions of everything else. It never looks anything up by a name from the file but in its own table.
/// It calls nothing of its own depth: however deep values nest, the stack of the thread does not grow.
/// </summary>
internal sealed partial class PickleMachine
{
    /// <summary>How many bytes of a pickle may be decompressed from however few, data of arrays apart.</summary>
    internal const long FreeExpansion = 16 << 20;

    /// <summary>How many more for each compressed byte.</summary>
    internal const long MostExpansion = 100;

    private readonly WorkBudget _budget;
    private readonly PythonEquality _equality;
    private readonly bool _isNested;
    private int _opcodeAt;

    /// <summary>A machine for one pickle.</summary>
    /// <param name="options">How it is read.</param>
    /// <param name="input">What it is read from, standing at its start; whoever gives it disposes it.</param>
    internal PickleMachine(PickleReadOptions options, PickleInput? input = null)
    {
        Options = options;
        Input = input ?? new PickleInput(new MemorySource(default));
        _budget = new WorkBudget(Input.Position);
        _equality = _budget.Equality;
    }

    /// <summary>A machine for a pickle within another: it reads on where that one stands, and spends its budget.</summary>
    /// <param name="options">How it is read.</param>
    /// <param name="outer">The machine of the other.</param>
    internal PickleMachine(PickleReadOptions options, PickleMachine outer)
    {
        Options = options;
        Input = outer.Input;
        _budget = outer._budget;
        _equality = _budget.Equality;
        _isNested = true;
    }

    /// <summary>How the pickle is read.</summary>
    internal PickleReadOptions Options { get; }

    /// <summary>What the pickle is read from. While a value is being built it stands behind the opcode that is executed.</summary>
    internal PickleInput Input { get; }

    /// <summary>
    /// Told of each description that has been given its state, with <see cref="Input"/> standing right behind: gives the value to go on with in its place. It may read on in the input
    /// what lies between the opcodes there. What refers to the description by the memo goes on doing so.
    /// </summary>
    internal Func<PickleMachine, PickleObject, object?>? OnDescribed { get; init; }

    /// <summary>Where the opcode stands that is being executed, in bytes from the source's start.</summary>
    internal long Position => Input.Position + _opcodeAt;

    /// <summary>The equality of keys in this pickle; it works as long as the content accounts for.</summary>
    internal PythonEquality Equality => _equality;

    /// <summary>Throws for content that no pickle of Python's has.</summary>
    [DoesNotReturn]
    internal void Fail(string problem, string? expected = null, string? found = null) => Throw.Format(NpyFormatReason.BadPickle, Position, problem, expected, found);

    /// <summary>Accounts for memory that is filled with a copy of values that may be copied again and again: a few bytes of pickle must not make gigabytes.</summary>
    /// <param name="count">How much is copied, in bytes.</param>
    /// <exception cref="NpyFormatException">It is more than the pickle's length accounts for.</exception>
    internal void Charge(long count)
    {
        if (!_budget.TryCopy(count))
            PickleThrow.PickleGrowsTooMuch(Position, _budget.Copied, _budget.Read);
    }

    /// <summary>Accounts for work on values that may be worked on again and again.</summary>
    /// <param name="steps">How much it is: a step takes as long as comparing two small values, or some bytes of long ones.</param>
    /// <exception cref="NpyFormatException">It is more than the pickle's length accounts for.</exception>
    internal void Work(long steps)
    {
        if (!_equality.TrySpend(steps))
            Fail(PickleThrow.TooMuchWork);
    }

    /// <summary>Accounts for looking through a text that may be looked through again and again.</summary>
    internal void WorkThrough(string text) => Work(text.Length / PythonEquality.LengthPerStep);

    /// <summary>The value of a key.</summary>
    /// <exception cref="NpyFormatException">Finding it takes more work than the pickle's length accounts for.</exception>
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

    /// <summary>The bytes that a value is: bytes, a bytearray, a buffer, a <c>str</c> of Python 2, or (as protocols 0 to 2 of Python 3 have them) text by Latin-1; null for anything else.</summary>
    internal static ArrayMemory? BytesOf(object? value) => value switch
    {
        byte[] bytes => ManagedMemory.Of(bytes),
        RawBytes raw => raw.Memory,
        Python2String legacy => ManagedMemory.Of(legacy.Bytes),
        string text when text.AsSpan().IndexOfAnyExceptInRange('\0', '\xFF') < 0 => ManagedMemory.Of(System.Text.Encoding.Latin1.GetBytes(text)),
        _ => null,
    };

    /// <summary>The text that a value is, a <c>str</c> of Python 2 as the options say; null for anything else.</summary>
    internal string? TextOf(object? value) => value as string ?? (value as Python2String)?.TextOf(this);

    /// <summary>The text of UTF-8.</summary>
    internal string Utf8(ReadOnlySpan<byte> bytes)
    {
        if (PickleText.Utf8(bytes) is { } text)
            return text;
        Fail("A text is not UTF-8");
        return null;
    }

    /// <summary>Grants work for the bytes that have come.</summary>
    private void Grant()
    {
        if (!_budget.TryGrant(Input.Position + Input.Unread.Length))
            return;
        Options.Progress?.Report(Input.Position);
        if (Input.PackedLength is var packed and not NpyIO.IO.PayloadSource.Unknown)
            CheckExpansion(packed);
    }

    /// <summary>Any of a pickle's bytes may make an object many times its size: a few compressed bytes must not make billions of them.</summary>
    private void CheckExpansion(long packed)
    {
        long read = Input.Position + Input.Unread.Length - Input.Skipped;
        long most = Options.MaxDecompressedLength ?? Options.FreeDecompressedLength + (MostExpansion * packed);
        if (read > most)
            PickleThrow.PickleExpandsTooMuch(Position, read, packed, most);
    }
}
