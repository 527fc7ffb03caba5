using System.Text;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Pickling;

/// <summary>Pickles made to do harm: nothing in them runs, and what they claim costs nothing.</summary>
public sealed class PickleHostileTests
{
    /// <summary>Pickles that would run something in Python, and the name of what comes out as a description; null where they are refused.</summary>
    public static TheoryData<string, string, string?> Malicious => new()
    {
        { "os.system", "cos\nsystem\n(S'touch /tmp/npyio-was-here'\ntR.", "os.system" },
        { "eval", "\u0080\u0002c__builtin__\neval\nX\u0004\0\0\0" + "1/0\n\u0085R.", "builtins.eval" },
        { "exec of protocol 4", "\u0080\u0004\u008c\u0008builtins\u008c\u0004exec\u0093\u008c\u0001x\u0085R.", "builtins.exec" },
        { "a chain of reductions", "cfunctools\npartial\n(cos\nsystem\nS'x'\ntR(tR.", "functools.partial" },
        { "copyreg._reconstructor", "ccopy_reg\n_reconstructor\n(csubprocess\nPopen\nc__builtin__\nobject\nNtR.", "subprocess.Popen" },
        { "a global by computed names", "\u0080\u0004(\u008c\u0002os\u008c\u0006systemt\u00940\u008c\u0002os\u008c\u0006system\u0093\u008c\u0002id\u0085R.", "os.system" },
        { "a nested global", "\u0080\u0004\u008c\u0002os\u008c\u000bpath.system\u0093)R.", "os.path.system" },
        { "a state for __setstate__", "\u0080\u0002cos\n_wrap_close\n)\u0081}X\u0001\0\0\0aK\u0001sb.", "os._wrap_close" },
        { "an instance", "(S'x'\nios\nsystem\n.", "os.system" },
        { "an object", "(cos\nsystem\nS'x'\no.", "os.system" },
        { "getattr", "c__builtin__\ngetattr\n(cos\nsystem\nS'__call__'\ntR.", "builtins.getattr" },
        { "an array of another class", "cnumpy.core.multiarray\n_reconstruct\n(cos\nsystem\n(I0\ntS'b'\ntR.", "numpy.core.multiarray._reconstruct" },
        { "an extension", "\u0080\u0002\u0082\u0001.", null },
        { "a persistent id", "Pos.system\n.", null },
        { "a call of a number", "I1\n(tR.", null },
        { "a state of a number", "I1\nI2\nb.", null },
    };

    [Theory]
    [MemberData(nameof(Malicious))]
    public void Load_Malicious_IsADescriptionOrRefused(string what, string pickle, string? name)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(pickle);
        if (name is null)
        {
            Assert.Throws<NpyFormatException>(() => Pickle.Load(bytes));
            return;
        }

        object? value = Record.Exception(() => Pickle.Load(bytes)) is NpyFormatException ? null : Pickle.Load(bytes);

        // An array of a class that is none is refused; everything else is described, and only that.
        if (what == "an array of another class")
            Assert.True(value is null or PickleObject or NdArray);
        else
            Assert.Equal(name, Assert.IsType<PickleObject>(value).FullName);
        Assert.False(File.Exists("/tmp/npyio-was-here"));
    }

    public static TheoryData<string, byte[]> Claims => new()
    {
        { "bytes of 2^63", [0x80, 4, 0x8e, .. BitConverter.GetBytes(long.MinValue), (byte)'.'] },
        { "bytes of 2^62", [0x80, 4, 0x8e, .. BitConverter.GetBytes(1L << 62), (byte)'.'] },
        { "text of 2^40", [0x80, 4, 0x8d, .. BitConverter.GetBytes(1L << 40), (byte)'.'] },
        { "bytearray of 2^40", [0x80, 5, 0x96, .. BitConverter.GetBytes(1L << 40), (byte)'.'] },
        { "text of 4 GB", [0x80, 2, (byte)'X', 0xFF, 0xFF, 0xFF, 0xFF, (byte)'.'] },
        { "integer of 2 GB", [0x80, 2, 0x8b, 0xFF, 0xFF, 0xFF, 0x7F, (byte)'.'] },
        { "frame of 2^62", [0x80, 4, 0x95, .. BitConverter.GetBytes(1L << 62), (byte)'N'] },
        { "memo of 2^32", [0x80, 2, (byte)'N', (byte)'r', 0xFF, 0xFF, 0xFF, 0xFF, (byte)'j', 0xFE, 0xFF, 0xFF, 0xFF, (byte)'.'] },
        { "array of 2^62 elements", Encoding.Latin1.GetBytes("cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(I0\ntS'b'\ntR(I1\n(L4611686018427387904L\ntcnumpy\ndtype\n(S'f8'\nI0\nI1\ntR(I3\nS'<'\nNNNI-1\nI-1\nI0\ntbI00\nS''\ntb.") },
        { "array of 10^12 objects", Encoding.Latin1.GetBytes("cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(I0\ntS'b'\ntR(I1\n(L1000000000000L\ntcnumpy\ndtype\n(S'O8'\nI0\nI1\ntR(I3\nS'|'\nNNNI-1\nI-1\nI63\ntbI00\n(ltb.") },
    };

    [Theory]
    [MemberData(nameof(Claims))]
    public void Load_ClaimOfMuch_AllocatesLittle(string what, byte[] pickle)
    {
        Assert.NotEmpty(what);
        Allocations.AreLittle(() => Assert.Throws<NpyFormatException>(() => Pickle.Load(pickle)));
        Allocations.AreLittle(() => Assert.Throws<NpyFormatException>(() => Pickle.Load(new PartialStream(pickle, 1000))));
    }

    [Theory]
    [InlineData(0x85)]
    [InlineData((byte)'a')]
    public void Load_DeepNesting_ComesBack(byte opcode)
    {
        const int Depth = 100_000;
        byte[] lists = [.. Enumerable.Repeat((byte)']', Depth), .. Enumerable.Repeat((byte)'a', Depth - 1)];
        byte[] pickle = opcode == 'a' ? [0x80, 2, .. lists, (byte)'.'] : [0x80, 2, (byte)'N', .. Enumerable.Repeat(opcode, Depth), (byte)'.'];

        object? value = Pickle.Load(pickle);

        int depth = 0;
        for (object? inner = value; inner is not null; depth++)
            inner = inner is PickleTuple tuple ? tuple[0] : ((List<object?>)inner).FirstOrDefault();
        Assert.Equal(Depth, depth);
        Assert.Equal(value, Pickle.Load(Pickle.Save(value)), NullSafe.Instance);
        Assert.NotNull(value!.ToString());
    }

    [Fact]
    public void Load_KeysThatShareTheirParts_EndInTime()
    {
        // Two tuples of 2^60 leaves each, of 61 objects: as keys they are hashed and compared.
        var pickle = new List<byte> { 0x80, 2, (byte)'}' };
        for (int i = 0; i < 2; i++)
        {
            pickle.AddRange([(byte)'N']);
            pickle.AddRange(Enumerable.Repeat<byte[]>([(byte)'2', 0x86], 60).SelectMany(pair => pair));
            pickle.AddRange([(byte)'K', 1, (byte)'s']);
        }

        object? value = Pickle.Load([.. pickle, (byte)'.']);

        Assert.Single((PickleDictionary)value!);
    }

    [Theory]
    [InlineData("}]K\u0001s.")]
    [InlineData("}}K\u0001s.")]
    [InlineData("\u0080\u0004\u008f(]\u0090.")]
    public void Load_KeyWithoutHash_IsRefused(string pickle) =>
        Assert.Equal(NpyFormatReason.BadPickle, Assert.Throws<NpyFormatException>(() => Pickle.Load(Encoding.Latin1.GetBytes(pickle))).Reason);

    [Fact]
    public void Load_ListInItself_IsOne()
    {
        var list = (List<object?>)Pickle.Load(Encoding.Latin1.GetBytes("(lp0\ng0\na."))!;

        Assert.Same(list, list[0]);
        var again = (List<object?>)Pickle.Load(Pickle.Save(list))!;
        Assert.Same(again, again[0]);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    public void Load_EveryTruncation_IsRefused(int protocol)
    {
        byte[] pickle = Pickle.Save(PickleValues.All(), new PickleWriteOptions { Protocol = protocol });
        for (int length = 0; length < pickle.Length; length++)
        {
            byte[] cut = pickle[..length];
            Assert.Throws<NpyFormatException>(() => Pickle.Load(cut));
        }
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 3)]
    [InlineData(5, 4)]
    [Trait(Campaign.Category, Campaign.Name)]
    public void Load_Mutated_GivesAValueOrTheOneException(int protocol, int seed)
    {
        int count = Campaign.Of(30_000);
        seed = Campaign.Seed(seed);
        byte[] pickle = Pickle.Save(PickleValues.All(), new PickleWriteOptions { Protocol = protocol });
        var random = new Random(seed);
        for (int i = 0; i < count; i++)
        {
            byte[] mutated = [.. pickle];
            for (int changes = random.Next(1, 6); changes > 0; changes--)
                mutated[random.Next(mutated.Length)] = random.Next(3) == 0 ? pickle[random.Next(pickle.Length)] : (byte)random.Next(256);
            try
            {
                Pickle.Load(mutated);
            }
            catch (NpyFormatException)
            {
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {seed}, pickle {i}: {e}\n{Convert.ToBase64String(mutated)}");
            }
        }
    }

    /// <summary>Equality as Python has it, by the library's own comparison, which does not call itself.</summary>
    private sealed class NullSafe : IEqualityComparer<object?>
    {
        internal static readonly NullSafe Instance = new();

        public new bool Equals(object? x, object? y) => new PickleTuple(x).Equals(new PickleTuple(y));

        public int GetHashCode(object? value) => 0;
    }
}
