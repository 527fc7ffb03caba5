using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using NpyIO.Arrays;
using NpyIO.IO;

namespace NpyIO.Pickling;

// Values with a length prefix.
internal sealed partial class PickleMachine
{
    /// <summary>Maximum length of an integer in bytes, below that of .NET's BigInteger.</summary>
    internal static readonly Threshold MaxIntegerBytes = new(1 << 27);

    private readonly int _mostCharacters = PickleText.MaxCharacters;

    /// <summary>Returns false if more bytes are needed, or if the value is so long that it is read into its own memory. <paramref name="length"/> includes the opcode.</summary>
    private bool TryCounted(byte opcode, ReadOnlySpan<byte> bytes, out int length)
    {
        int prefix = 1 + WidthOf(opcode);
        length = prefix;
        _payloadLength = 0;
        if (bytes.Length < prefix)
        {
            _need = prefix;
            return false;
        }

        ulong claimed = CountOf(opcode, bytes[1..prefix]);
        if (claimed <= (ulong)(bytes.Length - prefix))
        {
            length = prefix + (int)claimed;
            Push(ValueOf(opcode, bytes[prefix..length]));
            return true;
        }

        long rest = Input.Length - Position - prefix;
        if (claimed > long.MaxValue || Input.Length != PayloadSource.Unknown && (long)claimed > rest)
            PickleThrow.PickleEndsInValue(Position + prefix, claimed, Input.Length == PayloadSource.Unknown ? bytes.Length - prefix : rest);
        if (claimed <= PickleInput.Room)
        {
            _need = prefix + (int)claimed;
            return false;
        }

        RequireRepresentable(opcode, (long)claimed);
        _payloadOpcode = opcode;
        _payloadLength = (long)claimed;
        Input.Advance(prefix);
        return false;
    }

    private static int WidthOf(byte opcode) => opcode switch
    {
        Opcode.ShortBinBytes or Opcode.ShortBinString or Opcode.Long1 => 1,
        Opcode.BinBytes8 or Opcode.BinUnicode8 or Opcode.ByteArray8 => 8,
        _ => 4,
    };

    private ulong CountOf(byte opcode, ReadOnlySpan<byte> count)
    {
        if (count.Length == 1)
            return count[0];
        if (count.Length == 8)
            return BinaryPrimitives.ReadUInt64LittleEndian(count);

        // The lengths of these two opcodes are signed; Python rejects negative ones.
        int signed = BinaryPrimitives.ReadInt32LittleEndian(count);
        if (signed < 0 && (opcode is Opcode.BinString or Opcode.Long4))
            Fail($"A value has the length {signed}");
        return (uint)signed;
    }

    private void RequireRepresentable(byte opcode, long length)
    {
        if ((opcode is Opcode.BinUnicode or Opcode.BinUnicode8 or Opcode.BinString) && length > Array.MaxLength)
            PickleThrow.PickledTextTooLong(Position, length);
        if (opcode == Opcode.Long4 && length > MaxIntegerBytes)
            PickleThrow.PickledIntegerTooLong(Position, length, "bytes");
    }

    /// <summary>Copies the bytes.</summary>
    private object ValueOf(byte opcode, ReadOnlySpan<byte> bytes)
    {
        switch (opcode)
        {
            case Opcode.BinUnicode or Opcode.BinUnicode8:
                return Text(bytes);
            case Opcode.Long1 or Opcode.Long4:
                return Integer(bytes);
            default:
                byte[] copy = GC.AllocateUninitializedArray<byte>(bytes.Length);
                ArrayMemory memory = ManagedMemory.Of(copy).WithHugePages();
                bytes.CopyTo(copy);
                return ValueOf(opcode, memory);
        }
    }

    /// <summary>May keep the memory.</summary>
    private object ValueOf(byte opcode, ArrayMemory memory)
    {
        switch (opcode)
        {
            case Opcode.BinUnicode or Opcode.BinUnicode8 or Opcode.Long4:
                return ValueOf(opcode, MemoryMarshal.CreateReadOnlySpan(ref memory.Origin, (int)memory.Length));
            case Opcode.BinString or Opcode.ShortBinString:
                _hasTransients = true;
                return new Python2String((byte[])memory.Array!);
            case Opcode.ByteArray8:
                _hasTransients = true;
                return new RawBytes(memory, isByteArray: true);
            default:
                if (memory.Array is byte[] bytes)
                    return bytes;
                _hasTransients = true;
                return new RawBytes(memory, isByteArray: false);
        }
    }

    private string Text(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length / 3 > _mostCharacters || bytes.Length > _mostCharacters && System.Text.Encoding.UTF8.GetCharCount(bytes) > _mostCharacters)
            PickleThrow.PickledTextTooLong(Position, bytes.Length);
        return Utf8(bytes);
    }

    private object Integer(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > sizeof(long))
        {
            if (bytes.Length > MaxIntegerBytes)
                PickleThrow.PickledIntegerTooLong(Position, bytes.Length, "bytes");
            return Narrowed(new BigInteger(bytes));
        }

        long value = 0;
        for (int i = bytes.Length - 1; i >= 0; i--)
            value = value << 8 | bytes[i];
        int unused = 64 - 8 * bytes.Length;
        return Boxed.Of(bytes.IsEmpty ? 0 : value << unused >> unused);
    }

    internal static object Narrowed(BigInteger value) => value >= long.MinValue && value <= long.MaxValue ? Boxed.Of((long)value) : value;
}

/// <summary>Cached boxes of the Booleans and of small integers.</summary>
internal static class Boxed
{
    private const int Least = -128;
    private const int Count = 1152;

    private static readonly object[] Small = [.. Enumerable.Range(Least, Count).Select(i => (object)(long)i)];

    internal static readonly object True = true;
    internal static readonly object False = false;

    internal static object Of(long value) => (ulong)(value - Least) < Count ? Small[value - Least] : value;
}
