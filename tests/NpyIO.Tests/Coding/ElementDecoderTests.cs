using System.Buffers.Binary;
using System.Text;
using NpyIO.Coding;
using NpyIO.Tests.Kernels;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Coding;

/// <summary>Elements that are read as other values than their bytes: in every order, in any pieces, and what is wrong with them.</summary>
public sealed class ElementDecoderTests
{
    private static readonly long[][] Shapes = [[], [5], [3, 4], [2, 3, 4], [4, 1, 3, 2], [0, 3], [3, 0]];

    public static TheoryData<string> DTypes => ["<U3", ">U3", "|S3", "|V3", "<M8[25s]", ">M8[D]", "<m8", ">m8[2h]"];

    [Theory]
    [MemberData(nameof(DTypes))]
    public void Decode_AnyOrdersAndCuts_PlacesEveryElement(string descr)
    {
        DType stored = DType.Parse(descr);
        switch (stored.Kind)
        {
            case DTypeKind.String:
                Check(stored, number => $"{number}");
                break;
            case DTypeKind.Bytes:
                Check(stored, number => $"{number}");
                Check(stored, number => Encoding.ASCII.GetBytes($"{number}"));
                break;
            case DTypeKind.Void:
                Check(stored, number => new byte[] { (byte)number, 0, 7 });
                break;
            case DTypeKind.Datetime:
                Check(stored, number => new Datetime64(number, stored.Unit, stored.UnitMultiple));
                break;
            default:
                Check(stored, number => new Timedelta64(number, stored.Unit, stored.UnitMultiple));
                break;
        }
    }

    private static void Check<T>(DType stored, Func<int, T> valueOf)
    {
        foreach (long[] shape in Shapes)
        {
            foreach (bool fortran in (bool[])[false, true])
            {
                byte[] payload = Payload(stored, shape, fortran);
                foreach (Order order in Enum.GetValues<Order>())
                {
                    foreach (int piece in (int[])[1, 2, 5, 1000])
                    {
                        ArrayDecoder decoder = ArrayDecoder.Create<T>(stored, shape, fortran, new NpyReadOptions { Order = order }.Decoding);
                        decoder.Allocate();
                        int length = piece * stored.ItemSize;
                        for (int at = (payload.Length - 1) / length * length; at >= 0 && payload.Length > 0; at -= length)
                            decoder.Decode(at, payload.AsSpan(at, Math.Min(length, payload.Length - at)));
                        NdArray<T> array = decoder.ToNdArray<T>();

                        Assert.Equal(shape, array.Shape.ToArray());
                        Assert.True(order == Order.Fortran || (order == Order.Keep && fortran) ? array.IsFortranContiguous : array.IsCContiguous);
                        Assert.True(array.DType.IsNative);
                        foreach (long[] index in Reference.Indices(shape))
                            Assert.Equal(valueOf(NumberAt(index, shape)), array[index.AsSpan()]);
                    }
                }
            }
        }
    }

    /// <summary>Elements whose number is their place in C order, and one more.</summary>
    private static byte[] Payload(DType stored, long[] shape, bool fortran)
    {
        var payload = new byte[shape.Aggregate(1L, (product, length) => product * length) * stored.ItemSize];
        foreach (long[] index in Reference.Indices(shape))
        {
            Span<byte> item = payload.AsSpan((int)Reference.Place(index, shape, fortran) * stored.ItemSize, stored.ItemSize);
            int number = NumberAt(index, shape);
            string text = $"{number}";
            switch (stored.Kind)
            {
                case DTypeKind.String:
                    for (int i = 0; i < text.Length; i++)
                        BinaryPrimitives.WriteInt32LittleEndian(item[(4 * i)..], text[i]);
                    break;
                case DTypeKind.Bytes:
                    Encoding.ASCII.GetBytes(text, item);
                    break;
                case DTypeKind.Void:
                    (item[0], item[2]) = ((byte)number, 7);
                    break;
                default:
                    BinaryPrimitives.WriteInt64LittleEndian(item, number);
                    break;
            }

            Reference.Swap(item, stored);
        }

        return payload;
    }

    private static int NumberAt(long[] index, long[] shape) => (int)Reference.Place(index, shape, fortran: false) + 1;

    /// <summary>From a source of unknown length the memory grows with what has arrived: what is there moves along.</summary>
    [Theory]
    [MemberData(nameof(DTypes))]
    public async Task Load_ArrivingInPieces_KeepsWhatHasArrived(string descr)
    {
        DType stored = DType.Parse(descr);
        long[] shape = [60, 15];   // texts and bytes of three digits
        using IDisposable lowered = ArrayDecoder.FirstReserve.Lower(256);
        foreach (bool fortran in (bool[])[false, true])
        {
            byte[] payload = Payload(stored, shape, fortran);
            byte[] content = NpyBytes.Of($"'{descr}'", "(60, 15)", payload, fortran);
            NdArray whole = Npy.Load(content);
            foreach (int most in (int[])[1, 100, 1000])
            {
                foreach (NdArray array in (NdArray[])[Npy.Load(new PartialStream(content, most)), await Npy.LoadAsync(new PartialStream(content, most))])
                    Assert.Equal(whole.ToBytes(), array.ToBytes());
                switch (stored.Kind)
                {
                    case DTypeKind.String or DTypeKind.Bytes:
                        await AssertArrives<string>(content, most);
                        break;
                    case DTypeKind.Void:
                        await AssertArrives<byte[]>(content, most);
                        break;
                    case DTypeKind.Datetime:
                        await AssertArrives<Datetime64>(content, most);
                        break;
                    default:
                        await AssertArrives<Timedelta64>(content, most);
                        break;
                }
            }
        }
    }

    private static async Task AssertArrives<T>(byte[] content, int most)
    {
        T[] expected = Npy.Load(content).ToArray<T>();
        foreach (Order order in Enum.GetValues<Order>())
        {
            var options = new NpyReadOptions { Order = order };
            Assert.Equal(expected, Npy.Load<T>(new PartialStream(content, most), options).ToArray());
            Assert.Equal(expected, (await Npy.LoadAsync<T>(new PartialStream(content, most), options)).ToArray());
        }
    }

    /// <summary>A number that is no code point, in a later block than the first: where it is in the array, not in its block.</summary>
    [Theory]
    [InlineData("<U2", false)]
    [InlineData(">U2", false)]
    [InlineData("<U2", true)]
    [InlineData(">U2", true)]
    public async Task Load_NoCodePointFarBehind_SaysWhereInTheArray(string descr, bool fortran)
    {
        const int Place = 90_123;
        (byte[] content, long offset) = NoCodePoint(descr, fortran, Place);
        using var file = new TempFile(content);
        using NpzFile stored = Npz.Open(ZipBytes.Of(false, ("a.npy", content))), deflated = Npz.Open(Sources.Later(ZipBytes.Of(true, ("a.npy", content))));
        Dictionary<string, Func<Task>> loads = new()
        {
            ["path"] = () => Task.FromResult(Npy.Load<string>(file.Path)),
            ["path, async"] = () => Npy.LoadAsync<string>(file.Path),
            ["stream"] = () => Task.FromResult(Npy.Load<string>(new MemoryStream(content))),
            ["stream, async"] = () => Npy.LoadAsync<string>(new MemoryStream(content)),
            ["later stream"] = () => Task.FromResult(Npy.Load<string>(Sources.Later(content))),
            ["later stream, async"] = () => Npy.LoadAsync<string>(Sources.Later(content)),
            ["unseekable"] = () => Task.FromResult(Npy.Load<string>(new PartialStream(content, int.MaxValue))),
            ["unseekable, async"] = () => Npy.LoadAsync<string>(new PartialStream(content, int.MaxValue)),
            ["pieces"] = () => Task.FromResult(Npy.Load<string>(new PartialStream(content, 1009))),
            ["pieces, async"] = () => Npy.LoadAsync<string>(new PartialStream(content, 1009)),
            ["memory"] = () => Task.FromResult(Npy.Load<string>(content.AsMemory())),
            ["span"] = () => Task.FromResult(Npy.Load<string>(content.AsSpan())),
            ["path, into"] = () => Task.FromResult(Npy.Load<string>(file.Path, new string[100_000])),
            ["stream, into, async"] = () => Npy.LoadAsync<string>(Sources.Later(content), new string[100_000]),
            ["TryLoad"] = () => Task.FromResult(Npy.TryLoad(Sources.Later(content), out NdArray<string>? _)),
            ["TryLoadAsync"] = () => Npy.TryLoadAsync<string>(Sources.Later(content)),
            ["stored entry"] = () => Task.FromResult(stored["a"].Load<string>()),
            ["stored entry, async"] = () => stored["a"].LoadAsync<string>(),
            ["deflated entry"] = () => Task.FromResult(deflated["a"].Load<string>()),
            ["deflated entry, async"] = () => deflated["a"].LoadAsync<string>(),
        };
        if (OperatingSystem.IsLinux())
            loads.Add("pipe", () => Sources.FromPipeAsync(content, path => Npy.Load<string>(path)));

        foreach ((string way, Func<Task> load) in loads)
        {
            var error = await Assert.ThrowsAsync<NpyFormatException>(load);
            Assert.Equal((way, NpyFormatReason.Unsupported, offset), (way, error.Reason, error.Offset));
            Assert.Equal("code points up to 0x10FFFF", error.Expected);
            Assert.EndsWith($" (at byte {offset})", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ReadRows_NoCodePointFarBehind_SaysWhereInTheArray(bool fortran)
    {
        const int Place = 90_123;   // in row 360, or 123 if in Fortran order
        (byte[] content, long offset) = NoCodePoint("<U2", fortran, Place);
        foreach (bool isDeflated in (bool[])[false, true])
        {
            using NpzFile ofMemory = Npz.Open(ZipBytes.Of(isDeflated, ("a.npy", content))), ofStream = Npz.Open(Sources.Later(ZipBytes.Of(isDeflated, ("a.npy", content))));
            foreach ((long start, long count) in ((long, long)[])[(0, 400), (7, 390), (120, 280), (fortran ? 123 : 360, 1)])
            {
                NpyFormatException[] errors =
                [
                    Assert.Throws<NpyFormatException>(() => ofMemory["a"].ReadRows<string>(start, count)),
                    Assert.Throws<NpyFormatException>(() => ofStream["a"].ReadRows<string>(start, count)),
                    await Assert.ThrowsAsync<NpyFormatException>(() => ofMemory["a"].ReadRowsAsync<string>(start, count)),
                    await Assert.ThrowsAsync<NpyFormatException>(() => ofStream["a"].ReadRowsAsync<string>(start, count)),
                ];

                Assert.All(errors, error => Assert.Equal((start, offset), (start, error.Offset)));
            }
        }
    }

    /// <summary>A matrix of 400 × 250 texts, of which one holds a number beyond Unicode in its second place; and where that text is.</summary>
    private static (byte[] Content, long Offset) NoCodePoint(string descr, bool fortran, int place)
    {
        var payload = new byte[400 * 250 * 8];
        for (int i = 0; i < payload.Length; i += 4)
            BinaryPrimitives.WriteInt32LittleEndian(payload.AsSpan(i), i == (8 * place) + 4 ? 0x110000 : 'a');
        Reference.Swap(payload, DType.Parse($"{descr[0]}U{payload.Length / 4}"));
        byte[] content = NpyBytes.Of($"'{descr}'", "(400, 250)", payload, fortran);
        return (content, content.Length - payload.Length + (8L * place));
    }

    [Theory]
    [InlineData("<U0", 11, true)]
    [InlineData("<U0", 12, false)]
    [InlineData("<U0", 13, false)]
    [InlineData("|S0", 11, true)]
    [InlineData("|S0", 12, false)]
    [InlineData("|S0", 13, false)]
    public void Create_ItemsWithoutBytes_AreRefusedBeyondTheLimit(string descr, long most, bool isRefused)
    {
        foreach (long[] shape in (long[][])[[12], [3, 4], [2, 1, 6]])
        {
            DecoderSettings settings = new NpyReadOptions { MaxElements = most }.Decoding;
            if (!isRefused)
            {
                Assert.Equal(Enumerable.Repeat("", 12), ArrayDecoder.Create<string>(DType.Parse(descr), shape, true, settings).ToNdArray<string>().ToArray());
                continue;
            }

            var error = Assert.Throws<NpyFormatException>(() => ArrayDecoder.Create<string>(DType.Parse(descr), shape, true, settings));
            Assert.Equal((NpyFormatReason.TooManyElements, 0L, "at most 11 elements", "12 elements"), (error.Reason, error.Offset, error.Expected, error.Found));
        }
    }

    [Theory]
    [InlineData("|S0")]
    [InlineData("|S1")]
    public void Create_NoItemsOrItemsOfBytes_AreNotLimited(string descr)
    {
        DecoderSettings settings = new NpyReadOptions { MaxElements = 0 }.Decoding;

        Assert.Equal(0, ArrayDecoder.Create<string>(DType.Parse(descr), [0, 1L << 40], false, settings).ToNdArray<string>().Count);
        Assert.Equal(5, ArrayDecoder.Create<string>(DType.Parse("|S1"), [5], false, settings).PayloadLength);
    }

    /// <summary>The stored byte order is kept by a load as the very type, and by no conversion.</summary>
    [Fact]
    public void Load_TypedAndKept_IsInTheStoredOrderUnlessConverted()
    {
        byte[] content = NpyBytes.Integers("(2, 3)", 6, bigEndian: true);
        var keep = new NpyReadOptions { ByteOrder = ByteOrderMode.Keep, Casting = Casting.Safe };

        NdArray<int> kept = Npy.Load<int>(content, keep);
        NdArray<long> converted = Npy.Load<long>(content, keep);

        Assert.Equal(("'>i4'", "'<i8'"), (kept.DType.Descr, converted.DType.Descr));
        Assert.Equal([0, 1, 2, 3, 4, 5], kept.ToArray());
        Assert.Equal([0L, 1, 2, 3, 4, 5], converted.AsSpan());
        Assert.Equal(content[^24..], kept.ToNdArray().ToBytes());
        Assert.Equal("'<i4'", Npy.Load<int>(content).DType.Descr);
    }

    /// <summary>Every code point at which the form of a text in UTF-16 changes, alone and beside others.</summary>
    [Theory]
    [InlineData(0x7F)]
    [InlineData(0x80)]
    [InlineData(0xD7FF)]
    [InlineData(0xD800)]
    [InlineData(0xDFFF)]
    [InlineData(0xE000)]
    [InlineData(0xFFFF)]
    [InlineData(0x10000)]
    [InlineData(0x103FF)]
    [InlineData(0x10400)]
    [InlineData(0x10FFFF)]
    public void Load_CodePointAtALimit_IsThatCharacter(int codePoint)
    {
        string character = codePoint > 0xFFFF ? char.ConvertFromUtf32(codePoint) : $"{(char)codePoint}";
        foreach (int before in (int[])[0, 1, 7, 8, 9, 300])
        {
            foreach (string beside in (string[])["", "\U0001F600"])
            {
                string text = new string('x', before) + character + beside;
                int width = before + 1 + (beside.Length / 2);
                var payload = new byte[4 * width];
                for (int i = 0; i < width; i++)
                    BinaryPrimitives.WriteInt32LittleEndian(payload.AsSpan(4 * i), i < before ? 'x' : i == before ? codePoint : 0x1F600);
                byte[] swapped = [.. payload];
                Reference.Swap(swapped, DType.Parse($">U{width}"));
                foreach (byte[] content in (byte[][])[NpyBytes.Of($"'<U{width}'", "()", payload), NpyBytes.Of($"'>U{width}'", "()", swapped)])
                {
                    Assert.Equal(text, Npy.Load<string>(content)[[]]);
                    Assert.Equal(text, Npy.Load(content, NpyReadOptions.AsStored).Get<string>());
                    Assert.Equal(payload, Npy.Save(NdArray.FromArray(new[] { text }))[^payload.Length..]);
                }
            }
        }
    }

    [Theory]
    [InlineData("<U3", 0x110000u, "0x110000")]
    [InlineData(">U3", 0x110000u, "0x110000")]
    [InlineData("<U3", 0xFFFFFFFFu, "0xFFFFFFFF")]
    [InlineData(">U3", 0x80000041u, "0x80000041")]
    public void Get_NoCodePointBehindOthers_NamesTheNumber(string descr, uint number, string named)
    {
        byte[] bytes = new byte[12];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, 'a');
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), 0x1F600);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), number);
        Reference.Swap(bytes, DType.Parse(descr));

        Assert.StartsWith($"The text holds {named}, ", Assert.Throws<InvalidOperationException>(() => NdArray.FromBuffer(bytes, DType.Parse(descr)).Get<string>(0)).Message, StringComparison.Ordinal);
    }
}
