using System.Diagnostics.CodeAnalysis;
using System.Text;
using NpyIO.Arrays;

namespace NpyIO.Pickling;

/// <summary>Reads a pickle: a stack machine that builds plain data and arrays, and descriptions of everything else. It never looks anything up by a name from the file but in its own table.</summary>
internal sealed partial class PickleMachine(PickleReadOptions options)
{
    /// <summary>How the pickle is read.</summary>
    internal PickleReadOptions Options => options;

    /// <summary>Where the opcode stands that is being executed, in bytes from the pickle's start.</summary>
    internal long Position { get; private set; }

    /// <summary>Throws for content that no pickle of Python's has.</summary>
    [DoesNotReturn]
    internal void Fail(string problem, string? expected = null, string? found = null) => Throw.Format(NpyFormatReason.BadPickle, Position, problem, expected, found);

    /// <summary>The bytes that a value is: bytes, a bytearray, a buffer, a <c>str</c> of Python 2, or (as protocols 0 to 2 of Python 3 have them) text by Latin-1; null for anything else.</summary>
    internal static ArrayMemory? BytesOf(object? value) => value switch
    {
        byte[] bytes => ManagedMemory.Of(bytes),
        RawBytes raw => raw.Memory,
        LegacyText legacy => ManagedMemory.Of(legacy.Bytes),
        string text when text.AsSpan().IndexOfAnyExceptInRange('\0', '\xFF') < 0 => ManagedMemory.Of(Encoding.Latin1.GetBytes(text)),
        _ => null,
    };

    /// <summary>The text that a value is, a <c>str</c> of Python 2 as the options say; null for anything else.</summary>
    internal string? TextOf(object? value) => value switch
    {
        string text => text,
        LegacyText legacy => Options.Encoding == PickleEncoding.Latin1 ? Encoding.Latin1.GetString(legacy.Bytes) : Encoding.UTF8.GetString(legacy.Bytes),
        _ => null,
    };
}
