using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using System.Text.Unicode;

namespace NpyIO.Pickling;

// Values without parts.
internal sealed partial class PickleWriter
{
    // In UTF-8, in bytes, as Python's surrogatepass writes it.
    private const int SurrogateLength = 3;

    private bool TryWriteLeaf(object value)
    {
        switch (value)
        {
            case bool flag:
                _output.Write(flag ? Opcode.NewTrue : Opcode.NewFalse);
                return true;
            case long or int or short or sbyte or byte or ushort or uint:
                WriteInteger(Convert.ToInt64(value, null));
                return true;
            case ulong number:
                WriteInteger(number);
                return true;
            case BigInteger number:
                WriteInteger(number);
                return true;
            case nint number:
                WriteInteger(number);
                return true;
            case nuint number:
                WriteInteger((BigInteger)number);
                return true;
            case Int128 number:
                WriteInteger((BigInteger)number);
                return true;
            case UInt128 number:
                WriteInteger((BigInteger)number);
                return true;
            case double number:
                WriteFloat(number);
                return true;
            case float number:
                WriteFloat(number);
                return true;
            case Half number:
                WriteFloat((double)number);
                return true;
            case string text:
                WriteText(text, isRemembered: _memo.Remembers(text));
                return true;
            case char character:
                WriteText(character.ToString(), isRemembered: false);
                return true;
            case byte[] bytes when Protocol >= 3 && bytes.Length < PickleOutput.LongData:
                WriteHead(bytes.Length, Opcode.ShortBinBytes, Opcode.BinBytes);
                _output.Write(bytes);
                Memoize(bytes);
                return true;
            case PickleTuple { Count: 0 }:
                _output.Write(Opcode.EmptyTuple);
                return true;
            case PickleObject { IsReference: true } named when Protocol < 4 && !named.Name.Contains('.', StringComparison.Ordinal):
                WriteGlobalLine(named.Module, named.Name);
                return true;
            default:
                return false;
        }
    }

    private void WriteInteger(long number)
    {
        if (number is >= 0 and <= byte.MaxValue)
            _output.Write(Opcode.BinInt1, number, 1);
        else if (number is >= 0 and <= ushort.MaxValue)
            _output.Write(Opcode.BinInt2, number, sizeof(ushort));
        else if (number is >= int.MinValue and <= int.MaxValue)
            _output.Write(Opcode.BinInt, number, sizeof(int));
        else
            WriteLong(number);
    }

    private void WriteInteger(BigInteger number)
    {
        if (number >= int.MinValue && number <= int.MaxValue)
            WriteInteger((long)number);
        else
            WriteLong(number);
    }

    private void WriteLong(BigInteger number)
    {
        byte[] bytes = number.ToByteArray();
        if (bytes.Length <= byte.MaxValue)
            _output.Write(Opcode.Long1, bytes.Length, 1);
        else
            _output.Write(Opcode.Long4, bytes.Length, sizeof(int));
        _output.Write(bytes);
    }

    private void WriteFloat(double number)
    {
        Span<byte> bytes = stackalloc byte[1 + sizeof(double)];
        bytes[0] = Opcode.BinFloat;
        BinaryPrimitives.WriteDoubleBigEndian(bytes[1..], number);
        _output.Write(bytes);
    }

    private void WriteText(string text, bool isRemembered)
    {
        bool isValid = IsWellFormed(text);
        int length = isValid ? Encoding.UTF8.GetByteCount(text) : SurrogateUtf8(text, []);
        if (Protocol >= 4)
            WriteHead(length, Opcode.ShortBinUnicode, Opcode.BinUnicode);
        else
            _output.Write(Opcode.BinUnicode, length, sizeof(int));
        Span<byte> room = _output.Room(length);
        if (isValid)
            Utf8.FromUtf16(text, room, out _, out _);
        else
            SurrogateUtf8(text, room);
        _output.Accept(length);
        if (isRemembered)
            Memoize(text);
    }

    private static bool IsWellFormed(string text)
    {
        ReadOnlySpan<char> rest = text;
        int at = rest.IndexOfAnyInRange('\uD800', '\uDFFF');
        if (at < 0)
            return true;
        for (rest = rest[at..]; !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out int used) != OperationStatus.Done)
                return false;
            rest = rest[used..];
        }

        return true;
    }

    /// <summary>Returns the length in bytes; writes nothing if <paramref name="room"/> is empty.</summary>
    private static int SurrogateUtf8(string text, Span<byte> room)
    {
        int length = 0;
        Span<byte> bytes = stackalloc byte[4];
        for (ReadOnlySpan<char> rest = text; !rest.IsEmpty;)
        {
            int count = SurrogateLength;
            if (Rune.DecodeFromUtf16(rest, out Rune rune, out int used) == OperationStatus.Done)
            {
                count = rune.EncodeToUtf8(bytes);
            }
            else
            {
                int unit = rest[0];
                (bytes[0], bytes[1], bytes[2]) = ((byte)(0xE0 | unit >> 12), (byte)(0x80 | unit >> 6 & 0x3F), (byte)(0x80 | unit & 0x3F));
            }

            if (!room.IsEmpty)
                bytes[..count].CopyTo(room[length..]);
            length += count;
            rest = rest[used..];
        }

        return length;
    }

    private void WriteHead(int length, byte ofByte, byte ofInt)
    {
        if (length <= byte.MaxValue)
            _output.Write(ofByte, length, 1);
        else
            _output.Write(ofInt, length, sizeof(int));
    }
}
