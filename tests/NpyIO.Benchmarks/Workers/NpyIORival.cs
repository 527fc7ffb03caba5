namespace NpyIO.Benchmarks.Workers;
internal sealed class NpyIORival : Rival
{
    internal override string Version => "stub";
    internal override Operation Prepare(string operation, int threads, string path) => throw new NotSupportedException("stub");
}
