using NpyIO.Coding;
using NpyIO.IO;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.IO;

public sealed class PayloadReaderTests
{
    private const int Rows = 3000;
    private const int Columns = 1111;

    public static TheoryData<bool, bool> Layouts => new() { { false, false }, { false, true }, { true, false }, { true, true } };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Read_SeveralThreads_GivesWhatOneGives(bool bigEndian, bool fortranOrder)
    {
        using var file = new TempFile(NpyBytes.Integers($"({Rows}, {Columns})", Rows * Columns, bigEndian, fortranOrder));

        int[] one = Read(file.Path, new NpyReadOptions { MaxThreads = 1 }).ToArray<int>();
        int[] two = Read(file.Path, new NpyReadOptions { MaxThreads = 2 }).ToArray<int>();

        for (int i = 0; i < one.Length; i += 13)
        {
            int place = fortranOrder ? i % Columns * Rows + i / Columns : i;
            Assert.Equal(place, one[i]);
        }

        Assert.True(one.AsSpan().SequenceEqual(two));
    }

    [Fact]
    public void Read_SeveralThreads_TellFailureOnce()
    {
        using var file = new TempFile(NpyBytes.Integers("(5000000,)", 5_000_000));
        var progress = new Recorder(_ => throw new InvalidOperationException("enough"));

        var e = Assert.Throws<InvalidOperationException>(() => Read(file.Path, new NpyReadOptions { Progress = progress }));
        Assert.Equal("enough", e.Message);
    }

    [Fact]
    public void Read_Progress_RisesToTheWhole()
    {
        using var file = new TempFile(NpyBytes.Integers("(5000000,)", 5_000_000, bigEndian: true));
        var progress = new Recorder();

        Read(file.Path, new NpyReadOptions { Progress = progress });

        Assert.True(progress.Reports.Count > 1);
        Assert.Equal(progress.Reports.Order(), progress.Reports);
        Assert.Equal(20_000_000, progress.Reports[^1]);
    }

    [Fact]
    public void Read_AnotherThreadReports_Waits()
    {
        byte[] content = NpyBytes.Integers("(3,)", 3, bigEndian: true);
        var progress = new Recorder();
        var options = new NpyReadOptions { Progress = progress };
        NpyHeader header = NpyHeader.Parse(content);
        ArrayDecoder decoder = ArrayDecoder.Create(header.DType, header.Shape, header.FortranOrder, options.Decoding);
        var reader = new PayloadReader(new MemorySource(content), header.DataOffset, decoder, options.Reading);

        Waiting.AssertTakes(reader, "_progressLock", reader.Read);

        Assert.Equal([12], progress.Reports);
    }

    [Fact]
    public void Read_CancelledBetweenBlocks_Stops()
    {
        using var file = new TempFile(NpyBytes.Integers("(9000000,)", 9_000_000));
        using var source = new CancellationTokenSource();
        var progress = new Recorder(_ => source.Cancel());

        Assert.Throws<OperationCanceledException>(() => Read(file.Path, new NpyReadOptions { Progress = progress }, source.Token));
        Assert.True(progress.Reports[^1] < 36_000_000);
    }

    private static NdArray Read(string path, NpyReadOptions options, CancellationToken cancellationToken = default)
    {
        NpyHeader header = Npy.ReadHeader(path);
        using var handle = File.OpenHandle(path);
        ArrayDecoder decoder = ArrayDecoder.Create(header.DType, header.Shape, header.FortranOrder, options.Decoding);
        new PayloadReader(new FileSource(handle, 0), header.DataOffset, decoder, options.Reading, cancellationToken) { ParallelLength = 1 }.Read();
        return decoder.ToNdArray();
    }
}
