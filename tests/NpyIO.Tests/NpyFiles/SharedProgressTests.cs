using NpyIO.NpyFiles;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.NpyFiles;

public sealed class SharedProgressTests
{
    [Fact]
    public void Report_SeveralEntries_SumsAndNeverFalls()
    {
        var recorder = new Recorder();
        var options = new NpyReadOptions { Progress = recorder };
        SharedProgress shared = SharedProgress.For(options)!;
        IProgress<long> one = SharedProgress.Options(shared, options).Progress!;
        IProgress<long> other = SharedProgress.Options(shared, options).Progress!;

        one.Report(10);
        other.Report(5);
        one.Report(7);
        one.Report(12);

        Assert.Equal([10, 15, 17], recorder.Reports);
        Assert.Null(SharedProgress.For(NpyReadOptions.Default));
        Assert.Same(options, SharedProgress.Options(null, options));
    }

    [Fact]
    public void Report_AnotherThreadReports_Waits()
    {
        var recorder = new Recorder();
        var options = new NpyReadOptions { Progress = recorder };
        SharedProgress shared = SharedProgress.For(options)!;
        IProgress<long> part = SharedProgress.Options(shared, options).Progress!;

        Waiting.AssertTakes(shared, "_lock", () => part.Report(10));

        Assert.Equal([10], recorder.Reports);
    }
}
