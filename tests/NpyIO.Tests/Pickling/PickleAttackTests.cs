using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Pickling;

/// <summary>Pickles that mean harm: descriptions that do nothing, or the one exception.</summary>
public sealed class PickleAttackTests
{
    [Theory]
    [InlineData("cos\nsystem\n(S'touch owned'\ntR.", "os.system('touch owned')")]
    [InlineData("cposix\nsystem\n(S'touch owned'\ntR.", "posix.system('touch owned')")]
    [InlineData("(S'touch owned'\nios\nsystem\n.", "os.system('touch owned')")]
    [InlineData("(cos\nsystem\nS'touch owned'\no.", "os.system('touch owned')")]
    [InlineData("cbuiltins\neval\n(V1+1\ntR.", "builtins.eval('1+1')")]
    [InlineData("c__builtin__\ngetattr\n(c__builtin__\n__import__\n(S'os'\ntRS'system'\ntR(S'id'\ntR.", "(builtins.getattr(builtins.__import__('os'), 'system'))('id')")]
    [InlineData("\u0080\u0004cbuiltins\ngetattr\n\u008c\u0002os\u008c\u0006system\u0093\u008c\u0008__call__\u0086R\u008c\u0002id\u0085R.", "(builtins.getattr(os.system, '__call__'))('id')")]
    [InlineData("ccopyreg\n_reconstructor\n(csubprocess\nPopen\ncbuiltins\nobject\nNtR.", "new subprocess.Popen()")]
    [InlineData("ccopyreg\n_reconstructor\n(csubprocess\nPopen\nc__main__\nBase\nNtR.", "copyreg._reconstructor(subprocess.Popen, __main__.Base, None)")]
    [InlineData("csubprocess\nPopen\n)\u0081}\u008c\u000c__setstate__cos\nsystem\nsb\u008c\u0002idb.", null)]
    [InlineData("csubprocess\nPopen\n)\u0081}\u008c\u000c__setstate__cos\nsystem\nsb.", "new subprocess.Popen() state {'__setstate__': os.system}")]
    [InlineData("ccollections\nOrderedDict\ncbuiltins\n__dict__\n\u0085R.", "collections.OrderedDict(builtins.__dict__)")]
    [InlineData("cSystem.Diagnostics\nProcess.Start\n\u008c\u0002sh\u0085R.", "System.Diagnostics.Process.Start('sh')")]
    [InlineData("cbuiltins\nmap\ncos\nsystem\n]\u008c\u0002ida\u0086R.", "builtins.map(os.system, ['id'])")]
    [InlineData("cnumpy.core.multiarray\n_reconstruct\n(cos\nsystem\nK\0\u0085C\u0001btR.", "numpy.core.multiarray._reconstruct(os.system, (0), bytes(62))")]
    public void Load_Attack_IsADescriptionOrAnError(string pickle, string? expected)
    {
        if (expected is null)
            Assert.Throws<NpyFormatException>(() => PickleRepr.Load(pickle));
        else
            Assert.Equal(expected, PickleRepr.Load(pickle));
    }

    [Theory]
    [InlineData("cos\nenviron\n}}s.")]
    [InlineData("cos\nenviron\nNb.")]
    [InlineData("csys\npath\nV/tmp\na.")]
    public void Load_ChangeOfWhatIsOnlyNamed_IsRefused(string pickle) =>
        Assert.Equal(NpyFormatReason.BadPickle, Assert.Throws<NpyFormatException>(() => PickleRepr.Load(pickle)).Reason);

    [Theory]
    [InlineData("\u008e\0\0\0\0\0\0\0\u0080")]
    [InlineData("\u008d\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f")]
    [InlineData("\u0096\u00ff\u00ff\u00ff\u00ff\u00ff\0\0\0")]
    [InlineData("\u0095\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff")]
    [InlineData("\u008b\u00ff\u00ff\u00ff\u007f")]
    [InlineData("T\u00ff\u00ff\u00ff\u007f")]
    [InlineData("X\u00ff\u00ff\u00ff\u00ff")]
    [InlineData("]r\u00ff\u00ff\u00ff\u00ff")]
    [InlineData("]p9223372036854775807\n")]
    [InlineData("]r\0\0\0\u0010r\0\0\u00ff\u0010r\0\u00ff\u0010\u0010")]
    public void Load_Claim_AllocatesLittle(string start)
    {
        byte[] pickle = PickleRepr.Bytes(start + new string('N', 100));

        Allocations.AreLittle(() => Assert.Throws<NpyFormatException>(() => Pickle.Load(pickle)));
        Allocations.AreLittle(() => Assert.Throws<NpyFormatException>(() => Pickle.Load(new PartialStream(pickle, int.MaxValue))));
    }

    [Fact]
    public void Load_PersistentIdOfAnything_IsRefused() =>
        Assert.Equal(NpyFormatReason.Unsupported, Assert.Throws<NpyFormatException>(() => PickleRepr.Load("cos\nsystem\nQ.")).Reason);
}
