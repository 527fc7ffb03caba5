using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Pickling;

/// <summary>Pickles that no Python wrote, with what is said of them.</summary>
public sealed class PickleFaultTests
{
    [Theory]
    [InlineData("", NpyFormatReason.Empty, "There is not one byte where a pickle should begin (at byte 0)")]
    [InlineData("K", NpyFormatReason.TruncatedData, "The pickle ends early: the opcode at byte 0 takes at least 2 bytes, but only 1 are there (at byte 1)")]
    [InlineData("NN", NpyFormatReason.TruncatedData, "The pickle ends before its STOP opcode (at byte 2)")]
    [InlineData("\u008e\u0009\0\0\0\0\0\0\0ab.", NpyFormatReason.TruncatedData, "The pickle ends early: a value of 9 bytes begins at byte 9, but only 3 are there (at byte 12)")]
    [InlineData("\u0095\u0009\0\0\0\0\0\0\0N.", NpyFormatReason.TruncatedData, "The pickle ends early: a value of 9 bytes begins at byte 9, but only 2 are there (at byte 11)")]
    [InlineData("N\u00ff.", NpyFormatReason.BadPickle, "There is no pickle opcode 0xff (at byte 1)")]
    [InlineData("\u0080\u0006N.", NpyFormatReason.Unsupported, "The pickle has protocol 6; NpyIO reads protocols 0 to 5 (at byte 0)")]
    [InlineData(".", NpyFormatReason.BadPickle, "The pickle ends with nothing on its stack (at byte 0)")]
    [InlineData("N(.", NpyFormatReason.BadPickle, "The pickle ends with nothing on its stack (at byte 2)")]
    [InlineData("K\u0001\u0086.", NpyFormatReason.BadPickle, "The stack lacks what the opcode takes (at byte 2)")]
    [InlineData("K\u0001(a.", NpyFormatReason.BadPickle, "The stack lacks what the opcode takes (at byte 3)")]
    [InlineData("K\u0001t.", NpyFormatReason.BadPickle, "The stack has no mark (at byte 2)")]
    [InlineData("h\u0003.", NpyFormatReason.BadPickle, "The memo has nothing at 3 (at byte 0)")]
    [InlineData("]}K\u0001s.", NpyFormatReason.BadPickle, "a list of 0 cannot be given entries (at byte 4)")]
    [InlineData("K\u0001K\u0001a.", NpyFormatReason.BadPickle, "long cannot be appended to (at byte 4)")]
    [InlineData("\u0091(\u0090.", NpyFormatReason.BadPickle, "The stack has no mark (at byte 0)")]
    [InlineData("(\u0091(N\u0090.", NpyFormatReason.BadPickle, "a frozenset of 0 cannot be given members (at byte 4)")]
    [InlineData("}(Nu.", NpyFormatReason.BadPickle, "A key has no value (at byte 3)")]
    [InlineData("}]Ns.", NpyFormatReason.BadPickle, "a list of 0 has no hash in Python: it can be no key, and no member of a set. (at byte 3)")]
    [InlineData("}(]tNs.", NpyFormatReason.BadPickle, "a list of 0 has no hash in Python: it can be no key, and no member of a set. (at byte 5)")]
    [InlineData("K\u0001)R.", NpyFormatReason.BadPickle, "long is called (at byte 3)")]
    [InlineData("cm\nC\nNR.", NpyFormatReason.BadPickle, "The arguments of a call are not a tuple (at byte 6)")]
    [InlineData("cm\nC\n)N\u0092.", NpyFormatReason.BadPickle, "The keyword arguments are not a dictionary (at byte 7)")]
    [InlineData("(o.", NpyFormatReason.BadPickle, "No class follows the mark (at byte 1)")]
    [InlineData("K\u0001K\u0002\u0093.", NpyFormatReason.BadPickle, "The name of a class is not text (at byte 4)")]
    [InlineData("cm\nC\n)\u0081NbNb.", NpyFormatReason.BadPickle, "An object is given a second state (at byte 10)")]
    [InlineData("K\u0001Nb.", NpyFormatReason.BadPickle, "long is given a state (at byte 3)")]
    [InlineData("cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\u0085C\u0001b\u0087R2(K\u0001K\u0001\u0085cnumpy\ndtype\n\u008c\u0002u1\u0089\u0088\u0087R\u0089C\u0001\u0007tb0Nb.", NpyFormatReason.BadPickle, "An object is given a second state (at byte 95)")]
    [InlineData("Nb.", NpyFormatReason.BadPickle, "The stack lacks what the opcode takes (at byte 1)")]
    [InlineData("}Ns.", NpyFormatReason.BadPickle, "The stack lacks what the opcode takes (at byte 2)")]
    [InlineData("N(2.", NpyFormatReason.BadPickle, "The stack lacks what the opcode takes (at byte 2)")]
    [InlineData("N(q\0.", NpyFormatReason.BadPickle, "The stack lacks what the opcode takes (at byte 2)")]
    [InlineData("N(\u0094.", NpyFormatReason.BadPickle, "The stack lacks what the opcode takes (at byte 2)")]
    [InlineData("N(p0\n.", NpyFormatReason.BadPickle, "The stack lacks what the opcode takes (at byte 2)")]
    [InlineData("(Ne.", NpyFormatReason.BadPickle, "The stack lacks what the opcode takes (at byte 2)")]
    [InlineData("(NNu.", NpyFormatReason.BadPickle, "The stack lacks what the opcode takes (at byte 3)")]
    [InlineData("(N\u0090.", NpyFormatReason.BadPickle, "The stack lacks what the opcode takes (at byte 2)")]
    [InlineData("cm\nC\n()R.", NpyFormatReason.BadPickle, "The stack lacks what the opcode takes (at byte 7)")]
    [InlineData("cm\nC\n()\u0081.", NpyFormatReason.BadPickle, "The stack lacks what the opcode takes (at byte 7)")]
    [InlineData("N1.", NpyFormatReason.BadPickle, "The stack has no mark (at byte 1)")]
    [InlineData("Nim\nC\n.", NpyFormatReason.BadPickle, "The stack has no mark (at byte 1)")]
    [InlineData("No.", NpyFormatReason.BadPickle, "The stack has no mark (at byte 1)")]
    [InlineData("NNd.", NpyFormatReason.BadPickle, "The stack has no mark (at byte 2)")]
    [InlineData("Nl.", NpyFormatReason.BadPickle, "The stack has no mark (at byte 1)")]
    [InlineData("\u008c\u0001mK\u0002\u0093.", NpyFormatReason.BadPickle, "The name of a class is not text (at byte 5)")]
    [InlineData("K\u0001\u008c\u0001C\u0093.", NpyFormatReason.BadPickle, "The name of a class is not text (at byte 5)")]
    [InlineData("(NNNd.", NpyFormatReason.BadPickle, "A key has no value (at byte 4)")]
    [InlineData("cm\nC\n)\u0081(Nu.", NpyFormatReason.BadPickle, "A key has no value (at byte 9)")]
    [InlineData("j\0\0\u0001\0.", NpyFormatReason.BadPickle, "The memo has nothing at 65536 (at byte 0)")]
    [InlineData("]q\u0001g0\n.", NpyFormatReason.BadPickle, "The memo has nothing at 0 (at byte 3)")]
    [InlineData("\u008b\u00ff\u00ff\u00ff\u00ff.", NpyFormatReason.BadPickle, "A value has the length -1 (at byte 0)")]
    [InlineData("NB\u0003\0\0\0ab", NpyFormatReason.TruncatedData, "The pickle ends early: a value of 3 bytes begins at byte 6, but only 2 are there (at byte 8)")]
    [InlineData("NC\u0003ab", NpyFormatReason.TruncatedData, "The pickle ends early: a value of 3 bytes begins at byte 3, but only 2 are there (at byte 5)")]
    [InlineData("N\u008c\u0003ab", NpyFormatReason.TruncatedData, "The pickle ends early: the opcode at byte 1 takes at least 5 bytes, but only 4 are there (at byte 5)")]
    [InlineData("NJ\0\0\0", NpyFormatReason.TruncatedData, "The pickle ends early: the opcode at byte 1 takes at least 5 bytes, but only 4 are there (at byte 5)")]
    [InlineData("N\u0095\u0003\0\0\0\0\0\0\0N.", NpyFormatReason.TruncatedData, "The pickle ends early: a value of 3 bytes begins at byte 10, but only 2 are there (at byte 12)")]
    [InlineData("N\u0080\u00ff.", NpyFormatReason.Unsupported, "The pickle has protocol 255; NpyIO reads protocols 0 to 5 (at byte 1)")]
    [InlineData("}}b.", NpyFormatReason.Unsupported, "The pickle sets attributes of a dict of 0, which has no place for them (at byte 2)")]
    [InlineData("cm\nC\nNb.", NpyFormatReason.BadPickle, "m.C is given a state (at byte 6)")]
    [InlineData("I1x\n.", NpyFormatReason.BadPickle, "An integer is not valid (at byte 0)")]
    [InlineData("Fx\n.", NpyFormatReason.BadPickle, "A float is not valid (at byte 0)")]
    [InlineData("Sx\n.", NpyFormatReason.BadPickle, "A text is not written as Python's repr writes it (at byte 0)")]
    [InlineData("S'\\x4'\n.", NpyFormatReason.BadPickle, "A text is not written as Python's repr writes it (at byte 0)")]
    [InlineData("V\\u12\n.", NpyFormatReason.BadPickle, "A text is not written as Python's repr writes it (at byte 0)")]
    [InlineData("g-1\n.", NpyFormatReason.BadPickle, "A memo index is not a number (at byte 0)")]
    [InlineData("X\u0001\0\0\0\u00ff.", NpyFormatReason.BadPickle, "A text is not UTF-8 (at byte 0)")]
    [InlineData("T\u00ff\u00ff\u00ff\u00ff.", NpyFormatReason.BadPickle, "A value has the length -1 (at byte 0)")]
    [InlineData("Pid\n.", NpyFormatReason.Unsupported, "The pickle refers to objects outside of it by persistent ids, which only the program that wrote it can resolve; have it pickled without persistent_id (at byte 0)")]
    [InlineData("NQ.", NpyFormatReason.Unsupported, "The pickle refers to objects outside of it by persistent ids, which only the program that wrote it can resolve; have it pickled without persistent_id (at byte 1)")]
    [InlineData("\u0082\u0001.", NpyFormatReason.Unsupported, "The pickle names a class by a code of Python's extension registry (copyreg.add_extension), which only the program that wrote it knows (at byte 0)")]
    [InlineData("\u0097.", NpyFormatReason.Unsupported, "The pickle's buffer 0 was pickled out of band; give all of them, in order, as PickleReadOptions.Buffers (at byte 0)")]
    [InlineData("N\u0098.", NpyFormatReason.BadPickle, "None is not a buffer, so it cannot be made read-only (at byte 1)")]
    [InlineData("cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\u0085C\u0001b\u0087R.", NpyFormatReason.BadPickle, "An object that its state describes has not been given one (at byte 59)")]
    public void Load_Fault_IsTold(string pickle, NpyFormatReason reason, string message)
    {
        var error = Assert.Throws<NpyFormatException>(() => Pickle.Load(PickleRepr.Bytes(pickle)));

        Assert.Equal(message, error.Message);
        Assert.Equal(reason, error.Reason);
    }

    [Fact]
    public void Load_TextOfPython2ThatIsNoUtf8_IsTold()
    {
        var error = Assert.Throws<NpyFormatException>(() => PickleRepr.Load("U\u0001\u00ff.", new PickleReadOptions { Encoding = PickleEncoding.Utf8 }));

        Assert.Equal("A text is not UTF-8 (at byte 3)", error.Message);
    }

    [Fact]
    public void Load_MoreBuffersThanThereAre_NamesTheFirstThatIsMissing()
    {
        var error = Assert.Throws<NpyFormatException>(() => PickleRepr.Load("(\u0097\u0097\u0097t.", new PickleReadOptions { Buffers = [new byte[1], new byte[2]] }));

        Assert.Equal(3, error.Offset);
        Assert.StartsWith("The pickle's buffer 2 was pickled out of band", error.Message, StringComparison.Ordinal);
    }

    /// <summary>The same error far behind, from every source: its offset counts from the start, whatever was read before.</summary>
    public static TheoryData<SourceKind> Kinds => Sources.All;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Load_FaultFarBehind_IsToldWhereItIs(SourceKind kind)
    {
        string[] befores =
        [
            new string('N', 100_000),
            $"B\u00a0\u0086\u0001\0{new string('x', 100_000)}",
            $"V{new string('x', 100_000)}\n",
            $"X\u00a0\u0086\u0001\0{new string('x', 100_000)}\u0095\0\0\0\0\0\0\0\0",
        ];
        foreach (string before in befores)
        {
            foreach ((string fault, string message) in ((string, string)[])[("\u00ff", "There is no pickle opcode 0xff"), ("X\u0002\0\0\0a\u00ff", "A text is not UTF-8"), ("h\u0009", "The memo has nothing at 9"), ("Q", "The pickle refers to objects outside of it"), ("u", "The stack has no mark")])
            {
                byte[] pickle = PickleRepr.Bytes($"\u0080\u0004{before}{fault}{new string('N', 20)}.");

                var error = await Assert.ThrowsAsync<NpyFormatException>(() => PickleSourceTests.LoadAsync(kind, pickle));

                Assert.StartsWith(message, error.Problem, StringComparison.Ordinal);
                Assert.Equal(2L + before.Length, error.Offset);
            }

            byte[] cut = PickleRepr.Bytes($"\u0080\u0004{before}");
            var atEnd = await Assert.ThrowsAsync<NpyFormatException>(() => PickleSourceTests.LoadAsync(kind, cut));
            Assert.Equal((NpyFormatReason.TruncatedData, (long)cut.Length), (atEnd.Reason, atEnd.Offset));
        }
    }

    [Fact]
    public void Load_StrictWithMoreBehind_IsTold()
    {
        var error = Assert.Throws<NpyFormatException>(() => PickleRepr.Load("N.N", new PickleReadOptions { Strict = true }));

        Assert.Equal((NpyFormatReason.TrailingData, "Bytes follow the pickle where nothing may (at byte 2)"), (error.Reason, error.Message));
    }

    [Theory]
    [InlineData("a class", "cm\n", "\n)R.")]
    [InlineData("an integer in a slice", "\u0080\u0002cbuiltins\nslice\n\u008b\u00a0\u0086\u0001\0", "NN\u0087R.")]
    public void Message_OfALongValue_IsALine(string what, string start, string end)
    {
        object? value = Pickle.Load(PickleRepr.Bytes(start + new string('m', 100_000) + end));

        string message = Assert.Throws<InvalidCastException>(() => new PickleDictionary { ["a"] = value }.Get<long>("a")).Message;

        Assert.NotEmpty(what);
        Assert.InRange(message.Length, 30, 250);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Message_OfAClassWithALineBreak_IsALine() =>
        Assert.Equal(
            "The value is '<description of a\\nb.C>', not long.",
            Assert.Throws<InvalidCastException>(() => Pickle.Load<long>(PickleRepr.Bytes("\u0080\u0004\u008c\u0003a\nb\u008c\u0001C\u0093)R."))).Message);
}
