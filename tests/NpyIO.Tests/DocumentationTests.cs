using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using NpyIO.Tools;
using Xunit;

namespace NpyIO.Tests;

/// <summary>The XML documentation that goes into the packages: all of what users can see, and nothing else.</summary>
public sealed class DocumentationTests
{
    private static readonly Type[] Libraries = [typeof(Npy), typeof(NpyCodecs), typeof(NumSharpExtensions), typeof(NpyAssert)];

    public static TheoryData<Type> Assemblies => new(Libraries);

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Xml_OfALibrary_DocumentsWhatUsersCanSee(Type type)
    {
        (string Id, MemberInfo Entry)[] visible = [.. DocumentationId.Visible(type.Assembly)];
        string[] documented = [.. Entries(type.Assembly).Select(entry => (string)entry.Attribute("name")!)];

        Assert.Equal([], documented.Except(visible.Select(entry => entry.Id)));
        Assert.Equal([], visible.Where(entry => !IsImplicit(entry.Entry)).Select(entry => entry.Id).Except(documented));
    }

    /// <summary>A reference, or what a comment is inherited from, is something that users can see too.</summary>
    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Xml_OfALibrary_RefersToWhatUsersCanSee(Type type)
    {
        HashSet<string> visible = [.. Libraries.SelectMany(one => DocumentationId.Visible(one.Assembly)).Select(entry => entry.Id)];
        foreach (XElement entry in Entries(type.Assembly))
        {
            foreach (string reference in entry.Descendants().Attributes("cref").Select(reference => reference.Value))
            {
                Assert.False(reference.StartsWith('!'), reference);
                if (reference[2..].StartsWith("NpyIO", StringComparison.Ordinal))
                    Assert.True(visible.Contains(reference), $"{(string)entry.Attribute("name")!} refers to {reference}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Xml_Inherited_ComesFromWhatUsersCanSee(Type type)
    {
        var entries = DocumentationId.Visible(type.Assembly).ToLookup(entry => entry.Id, entry => entry.Member);
        foreach (XElement element in Entries(type.Assembly).Where(entry => entry.Elements("inheritdoc").Any(inherited => inherited.Attribute("cref") is null)))
        {
            MemberInfo entry = entries[(string)element.Attribute("name")!].Single();
            Type declaring = entry as Type ?? entry.DeclaringType!;
            Type[] bases = [.. declaring.GetInterfaces(), .. Bases(declaring)];
            Assert.True(bases.Any(one => one.IsVisible && (entry is Type || one.GetMembers().Any(above => above.Name == entry.Name))), $"{element.Attribute("name")} inherits from nothing that is public");
        }
    }

    private static IEnumerable<Type> Bases(Type type)
    {
        for (Type? one = type.BaseType; one is not null; one = one.BaseType)
            yield return one;
    }

    private static IEnumerable<XElement> Entries(Assembly assembly) =>
        XDocument.Load(Path.ChangeExtension(Path.Combine(AppContext.BaseDirectory, Path.GetFileName(assembly.Location)), ".xml")).Descendants("member");

    /// <summary>What the compiler adds, or has no comment of its own: constructors without parameters, accessors, members of records.</summary>
    private static bool IsImplicit(MemberInfo entry) => entry switch
    {
        FieldInfo field => field.IsSpecialName,
        ConstructorInfo constructor => constructor.GetParameters().Length == 0 || constructor.IsDefined(typeof(CompilerGeneratedAttribute)) || IsRecord(constructor.DeclaringType!),
        MethodInfo method => method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal) || method.IsDefined(typeof(CompilerGeneratedAttribute)),
        PropertyInfo property => property.Name == "EqualityContract" || IsRecord(property.DeclaringType!) && property.GetMethod!.IsDefined(typeof(CompilerGeneratedAttribute)),
        _ => false,
    };

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null || type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null;
}
