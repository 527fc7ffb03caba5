using BenchmarkDotNet.Attributes;
using NpyIO.Kernels;

namespace NpyIO.Benchmarks.Micro;

/// <summary>Byte order of 256 KiB, the block that loading swaps while it is still in the cache.</summary>
public class ByteSwapping
{
    private const int BlockSize = 256 * 1024;

    private readonly byte[] _block = new byte[BlockSize];
    private DType _dtype = null!;

    [Params(">f2", ">f4", ">f8", ">c16", ">U4", "[('a', '>f8'), ('b', '>i4'), ('c', 'u1', (4,))]")]
    public string Descr { get; set; } = "";

    [GlobalSetup]
    public void Setup() => _dtype = DType.Parse(Descr);

    [Benchmark]
    public void InPlace() => ByteSwap.InPlace(_block, _dtype);
}
