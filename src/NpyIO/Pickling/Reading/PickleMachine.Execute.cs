using System.Buffers.Binary;
using NpyIO.IO;

namespace NpyIO.Pickling;

internal sealed partial class PickleMachine
{
    /// <summary>Executes opcodes until input is needed. An incomplete opcode is executed again from its start.</summary>
    private Pause Execute()
    {
        Grant();
        ReadOnlySpan<byte> window = Input.Unread;
        for (int at = 0; ;)
        {
            if (_openElements is not null && !TryTexts(window, ref at))
                return Want(at, _need);
            _opcodeAt = at;
            if ((uint)at >= (uint)window.Length)
                return Want(at, 1);
            byte opcode = window[at];
            int length = 1;
            switch (opcode)
            {
                case Opcode.ShortBinUnicode:
                    if (window.Length - at < 2 || window.Length - at - 2 < window[at + 1])
                        return Want(at, window.Length - at < 2 ? 2 : 2 + window[at + 1]);
                    length = 2 + window[at + 1];
                    Push(Utf8(window.Slice(at + 2, length - 2)));
                    break;
                case Opcode.BinUnicode when window.Length - at >= 5 && BinaryPrimitives.ReadUInt32LittleEndian(window[(at + 1)..]) is var count && count <= (uint)(window.Length - at - 5):
                    length = 5 + (int)count;
                    Push(Text(window.Slice(at + 5, (int)count)));
                    break;
                case Opcode.Memoize:
                    Memoize();
                    break;
                case Opcode.LongBinPut when window.Length - at >= 5:
                    length = 5;
                    Remember(BinaryPrimitives.ReadUInt32LittleEndian(window[(at + 1)..]));
                    break;
                case Opcode.BinPut or Opcode.BinGet or Opcode.BinInt1 or Opcode.Proto or Opcode.BinInt2 or Opcode.BinInt or Opcode.LongBinPut or Opcode.LongBinGet or Opcode.BinFloat or Opcode.Frame:
                    length = 1 + FixedLengthOf(opcode);
                    if (window.Length - at < length)
                        return Want(at, length);
                    ExecuteFixed(opcode, window.Slice(at + 1, length - 1));
                    break;
                case Opcode.BinUnicode or Opcode.ShortBinBytes or Opcode.BinBytes or Opcode.BinBytes8 or Opcode.BinUnicode8 or Opcode.ByteArray8
                    or Opcode.BinString or Opcode.ShortBinString or Opcode.Long1 or Opcode.Long4:
                    if (!TryCounted(opcode, window[at..], out length))
                    {
                        Input.Advance(at);
                        return _payloadLength > 0 ? Pause.NeedsPayload : Pause.NeedsBytes;
                    }

                    break;
                case Opcode.Int or Opcode.Long or Opcode.Float or Opcode.String or Opcode.Unicode or Opcode.Get or Opcode.Put or Opcode.Global or Opcode.Inst:
                    if (!TryLines(window[at..], opcode is Opcode.Global or Opcode.Inst ? 2 : 1, out length))
                        return Want(at, window.Length - at + 1);
                    ExecuteLine(opcode, window.Slice(at + 1, length - 2));
                    break;
                case Opcode.Build:
                    if (Build() && OnDescribed is not null)
                    {
                        Input.Advance(at + 1);
                        _opcodeAt = -1;
                        return Pause.Described;
                    }

                    break;
                case Opcode.Stop:
                    Input.Advance(at + 1);
                    _opcodeAt = -1;
                    return Pause.Done;
                default:
                    ExecuteSimple(opcode);
                    break;
            }

            at += length;
        }
    }

    private Pause Want(int at, int need)
    {
        Input.Advance(at);
        _opcodeAt = 0;
        _need = need;
        return Pause.NeedsBytes;
    }

    private static int FixedLengthOf(byte opcode) => opcode switch
    {
        Opcode.BinInt2 => 2,
        Opcode.BinInt or Opcode.LongBinPut or Opcode.LongBinGet => 4,
        Opcode.BinFloat or Opcode.Frame => 8,
        _ => 1,
    };

    private void ExecuteFixed(byte opcode, ReadOnlySpan<byte> argument)
    {
        switch (opcode)
        {
            case Opcode.BinPut:
                Remember(argument[0]);
                break;
            case Opcode.LongBinPut:
                Remember(BinaryPrimitives.ReadUInt32LittleEndian(argument));
                break;
            case Opcode.BinGet:
                Recall(argument[0]);
                break;
            case Opcode.LongBinGet:
                Recall(BinaryPrimitives.ReadUInt32LittleEndian(argument));
                break;
            case Opcode.BinInt1:
                Push(Boxed.Of(argument[0]));
                break;
            case Opcode.BinInt2:
                Push(Boxed.Of(BinaryPrimitives.ReadUInt16LittleEndian(argument)));
                break;
            case Opcode.BinInt:
                Push(Boxed.Of(BinaryPrimitives.ReadInt32LittleEndian(argument)));
                break;
            case Opcode.BinFloat:
                Push(BinaryPrimitives.ReadDoubleBigEndian(argument));
                break;
            case Opcode.Frame:
                EnterFrame(BinaryPrimitives.ReadUInt64LittleEndian(argument));
                break;
            default:
                if (argument[0] > Opcode.HighestProtocol)
                    PickleThrow.UnknownPickleProtocol(Position, argument[0]);
                _protocol = argument[0];
                break;
        }
    }

    private void ExecuteSimple(byte opcode)
    {
        switch (opcode)
        {
            case Opcode.Mark: MarkElements(); break;
            case Opcode.Pop: PopValue(); break;
            case Opcode.PopMark: TakeMarked(); break;
            case Opcode.Dup: Require(1); Push(_stack[_top - 1]); break;
            case Opcode.None: Push(null); break;
            case Opcode.NewTrue: Push(Boxed.True); break;
            case Opcode.NewFalse: Push(Boxed.False); break;
            case Opcode.EmptyTuple: Push(PickleTuple.Empty); break;
            case Opcode.Tuple1: MakeTuple(1); break;
            case Opcode.Tuple2: MakeTuple(2); break;
            case Opcode.Tuple3: MakeTuple(3); break;
            case Opcode.Tuple: MakeTuple(_top - TakeMark()); break;
            case Opcode.EmptyList: PushList(); break;
            case Opcode.List: MakeList(); break;
            case Opcode.Append: AppendOne(); break;
            case Opcode.Appends: AppendMarked(); break;
            case Opcode.EmptyDict: Push(NewDictionary()); break;
            case Opcode.Dict: MakeDictionary(); break;
            case Opcode.SetItem: SetOne(); break;
            case Opcode.SetItems: SetMarked(); break;
            case Opcode.EmptySet: Push(new PickleSet(_equality)); break;
            case Opcode.AddItems: AddMarked(); break;
            case Opcode.FrozenSet: MakeFrozenSet(); break;
            case Opcode.StackGlobal: NameByStack(); break;
            case Opcode.Reduce: Reduce(); break;
            case Opcode.NewObj: NewObject(withKeywords: false); break;
            case Opcode.NewObjEx: NewObject(withKeywords: true); break;
            case Opcode.Obj: NewMarkedObject(); break;
            case Opcode.NextBuffer: PushBuffer(); break;
            case Opcode.ReadOnlyBuffer: RequireBuffer(); break;
            case Opcode.PersId or Opcode.BinPersId: PickleThrow.PersistentId(Position); break;
            case Opcode.Ext1 or Opcode.Ext2 or Opcode.Ext4: PickleThrow.ExtensionCode(Position); break;
            default: PickleThrow.UnknownOpcode(Position, opcode); break;
        }
    }

    private void EnterFrame(ulong length)
    {
        bool isKnown = Input.Length != PayloadSource.Unknown;
        long rest = Math.Max(0, (isKnown ? Input.Length - Position : Input.Unread.Length - _opcodeAt) - Opcode.FrameLength);
        if (length > (isKnown ? (ulong)rest : long.MaxValue))
            PickleThrow.PickleEndsInValue(Position + Opcode.FrameLength, length, rest);
        Input.Allow(_opcodeAt + Opcode.FrameLength + (long)Math.Min(length, int.MaxValue));
    }
}
