using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace NpyIO.Benchmarks.Micro;

/// <summary>Runs the BenchmarkDotNet classes in this process: their pieces are small, and no project need be generated and built for them.</summary>
internal static class MicroRunner
{
    internal static int Run(string[] args)
    {
        IConfig config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
        BenchmarkSwitcher.FromAssembly(typeof(MicroRunner).Assembly).Run(args.Length == 0 ? ["--filter", "*"] : args, config);
        return 0;
    }
}
