using NpyIO.Tests.Support;
using PublicApiGenerator;
using Xunit;

namespace NpyIO.Tests;

public class PublicApiTests
{
    private static readonly ApiGeneratorOptions Options = new() { IncludeAssemblyAttributes = false };

    [Fact]
    public void PublicApi_OfTheLibrary_IsTheApprovedOne() =>
        Snapshots.Match(typeof(Npy).Assembly.GeneratePublicApi(Options), "PublicApi.NpyIO");

    [Fact]
    public void PublicApi_OfTheNumSharpAdapter_IsTheApprovedOne() =>
        Snapshots.Match(typeof(NumSharpExtensions).Assembly.GeneratePublicApi(Options), "PublicApi.NpyIO.NumSharp");

    [Fact]
    public void PublicApi_OfTheCodecs_IsTheApprovedOne() =>
        Snapshots.Match(typeof(NpyCodecs).Assembly.GeneratePublicApi(Options), "PublicApi.NpyIO.Codecs");

    [Fact]
    public void PublicApi_OfTheAssertions_IsTheApprovedOne() =>
        Snapshots.Match(typeof(NpyAssert).Assembly.GeneratePublicApi(Options), "PublicApi.NpyIO.Testing");
}
