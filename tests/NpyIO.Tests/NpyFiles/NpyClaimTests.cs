using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.NpyFiles;

/// <summary>A header claims 80 TB and 72 bytes follow: nothing may be allocated on that.</summary>
public sealed class NpyClaimTests
{
    private const string Message = "The data end early: shape (10000000, 1000000) of '<f8' takes 80000000000000 bytes, but only 72 are there (at byte 200)";

    private static readonly byte[] Claim = NpyBytes.Of("'<f8'", "(10000000, 1000000)", new byte[72]);
    private static readonly byte[] FortranClaim = NpyBytes.Of("'>f8'", "(10000000, 1000000)", new byte[72], fortranOrder: true);

    [Fact]
    public void Load_Path_AllocatesLittle()
    {
        using var file = new TempFile(Claim);
        using var fortran = new TempFile(FortranClaim);

        Check(() => Npy.Load(file.Path));
        Check(() => Npy.Load(fortran.Path));
        Check(() => Npy.Load<double>(file.Path));
        Check(() => Npy.LoadAsync(file.Path).GetAwaiter().GetResult());
        Check(() => Npy.LoadAsync(fortran.Path).GetAwaiter().GetResult());
        Check(() => Npy.LoadAsync<double>(file.Path).GetAwaiter().GetResult());
        Check(() => Npy.Load<double>(file.Path, new double[3]), typeof(ArgumentException));
        Check(() => Npy.LoadAsync(file.Path, new double[3].AsMemory()).GetAwaiter().GetResult(), typeof(ArgumentException));
    }

    [Fact]
    public void Load_Stream_AllocatesLittle()
    {
        foreach (byte[] claim in (byte[][])[Claim, FortranClaim])
        {
            Check(() => Npy.Load(new MemoryStream(claim)));
            Check(() => Npy.Load(Sources.Later(claim)));
            Check(() => Npy.LoadAsync(Sources.Later(claim)).GetAwaiter().GetResult());
            Check(() => Npy.Load(new PartialStream(claim, int.MaxValue)));
            Check(() => Npy.Load(new PartialStream(claim, 1)));
            Check(() => Npy.Load<double>(new PartialStream(claim, 1)));
            Check(() => Npy.LoadAsync<double>(new PartialStream(claim, 1)).GetAwaiter().GetResult());
            Check(() => Npy.TryLoad(new PartialStream(claim, 1), out NdArray? _));
            Check(() => Npy.TryLoadAsync(new PartialStream(claim, 1)).GetAwaiter().GetResult()!);
            Check(() => Npy.LoadAsync(new MemoryStream(claim)).GetAwaiter().GetResult());
            Check(() => Npy.LoadAsync(new PartialStream(claim, 1)).GetAwaiter().GetResult());
        }
    }

    [Fact]
    public void Load_StreamWithMoreBeforeItThanItClaims_AllocatesLittle()
    {
        const int Claimed = 8 << 20;
        MemoryStream stream = Sources.Later(NpyBytes.Of("'|u1'", $"({Claimed},)", new byte[72]), before: 2 * Claimed);
        long start = stream.Position;
        Func<object>[] loads = [() => Npy.Load(stream), () => Npy.Load<byte>(stream), () => Npy.LoadAsync(stream).GetAwaiter().GetResult()];

        foreach (Func<object> load in loads)
        {
            Allocations.AreLittle(() =>
            {
                stream.Position = start;
                Assert.Equal(NpyFormatReason.TruncatedData, Assert.Throws<NpyFormatException>(load).Reason);
            });
        }
    }

    [Fact]
    public void Load_Memory_AllocatesLittle()
    {
        Check(() => Npy.Load(Claim.AsMemory()));
        Check(() => Npy.Load(FortranClaim.AsSpan()));
        Check(() => Npy.Load<double>(Claim.AsMemory()));
    }

    [Fact]
    public async Task Load_Pipe_IsTruncated()
    {
        if (OperatingSystem.IsLinux())
        {
            var e = await Assert.ThrowsAsync<NpyFormatException>(() => Sources.FromPipeAsync(Claim, path => Npy.Load(path)));
            Assert.Equal(Message, e.Problem);
        }
    }

    [Fact]
    public void Load_HugeItems_AllocateLittle()
    {
        byte[] claim = NpyBytes.Of("'>U500000000'", "(3, 3)", new byte[72], fortranOrder: true);

        Allocations.AreLittle(() => Assert.Throws<NpyFormatException>(() => Npy.Load(new PartialStream(claim, 10))));
        Allocations.AreLittle(() => Assert.Throws<NpyFormatException>(() => Npy.Load(new MemoryStream(claim))));
    }

    [Fact]
    public void Load_HugeHeader_AllocatesLittle()
    {
        byte[] claim = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 2, 0, 0, 0, 0, 0x40, (byte)'{'];
        var options = new NpyReadOptions { MaxHeaderSize = int.MaxValue };

        Allocations.AreLittle(() => Assert.Throws<NpyFormatException>(() => Npy.Load(new PartialStream(claim, int.MaxValue), options)));
    }

    private static void Check(Func<object> load, Type? type = null) => Allocations.AreLittle(() =>
    {
        Exception e = Assert.Throws(type ?? typeof(NpyFormatException), () => load());
        if (e is NpyFormatException format)
            Assert.Equal(Message.Replace("'<f8'", format.Problem.Contains('>', StringComparison.Ordinal) ? "'>f8'" : "'<f8'", StringComparison.Ordinal), format.Problem);
    });

    /// <summary>2^61 bytes are a size that an array may claim, but not with elements of eight bytes and more.</summary>
    [Theory]
    [InlineData("'|S1'", "string")]
    [InlineData("'|i1'", "double")]
    [InlineData("'|b1'", "NpyIO.Complex64")]
    public async Task Load_ElementsTooWideForTheClaimedShape_IsAFormatError(string descr, string type)
    {
        byte[] file = NpyBytes.Of(descr, "(2305843009213693952,)", [1, 2, 3]);
        var options = new NpyReadOptions { Casting = Casting.Unsafe };
        Func<Task<object>>[] loads = type switch
        {
            "string" => LoadsOf<string>(),
            "double" => LoadsOf<double>(),
            _ => LoadsOf<Complex64>(),
        };

        foreach (Func<Task<object>> load in loads)
        {
            var error = await Assert.ThrowsAsync<NpyFormatException>(load);
            Assert.Equal(NpyFormatReason.TooManyElements, error.Reason);
            Assert.Contains("(2305843009213693952,)", error.Message, StringComparison.Ordinal);
        }

        Func<Task<object>>[] LoadsOf<T>() =>
        [
            () => Task.FromResult<object>(Npy.Load<T>(file.AsMemory(), options)),
            () => Task.FromResult<object>(Npy.Load<T>(new PartialStream(file, 7), options)),
            async () => await Npy.LoadAsync<T>(new MemoryStream(file), options),
        ];
    }
}
