using BenchmarkDotNet.Attributes;

namespace NpyIO.Benchmarks.Micro;

/// <summary>An 8 KB array out of memory: what a load costs besides the file system.</summary>
[MemoryDiagnoser]
public class LoadingFromMemory
{
    private const int Count = 1024;

    private readonly byte[] _file = Npy.Save(new double[Count]);
    private readonly byte[] _swapped = Npy.Save(NdArray.Create(DType.Parse(">f8"), Count));
    private readonly double[] _buffer = new double[Count];

    [Benchmark(Baseline = true)]
    public NdArray<double> Fresh() => Npy.Load<double>(_file);

    [Benchmark]
    public NpyHeader IntoTheCallersBuffer() => Npy.Load<double>(_file, _buffer);

    [Benchmark]
    public NdArray<double> BigEndian() => Npy.Load<double>(_swapped);

    [Benchmark]
    public byte[] Save() => Npy.Save(_buffer);
}
