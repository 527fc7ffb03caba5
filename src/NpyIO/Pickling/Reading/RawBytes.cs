using System.Runtime.InteropServices;
using NpyIO.Arrays;

namespace NpyIO.Pickling;

/// <summary>
/// Bytes of a pickle in memory of their own that may become an array without being copied: a bytearray, a buffer of the caller's, or bytes too long for a <c>byte[]</c>. What is not taken by an array becomes a
/// <c>byte[]</c> or a list of bytes.
/// </summary>
/// <param name="memory">The memory.</param>
/// <param name="isByteArray">Whether it is a <c>bytearray</c>, otherwise <c>bytes</c>.</param>
internal sealed class RawBytes(ArrayMemory memory, bool isByteArray) : Placeholder
{
    private object? _value;

    /// <summary>The memory.</summary>
    internal ArrayMemory Memory => memory;

    /// <summary>Whether it is a <c>bytearray</c>.</summary>
    internal bool IsByteArray => isByteArray;

    /// <inheritdoc/>
    internal override object Settle(PickleMachine machine) => _value ??= Copy(machine);

    private object Copy(PickleMachine machine)
    {
        if (memory.Length > Array.MaxLength)
            PickleThrow.PickledBytesTooLong(machine.Position, memory.Length);
        ReadOnlySpan<byte> bytes = MemoryMarshal.CreateReadOnlySpan(ref memory.Origin, (int)memory.Length);
        object value = isByteArray ? ListOf(bytes) : bytes.ToArray();
        GC.KeepAlive(memory);
        return value;
    }

    private static List<byte> ListOf(ReadOnlySpan<byte> bytes)
    {
        List<byte> list = new(bytes.Length);
        list.AddRange(bytes);
        return list;
    }
}
