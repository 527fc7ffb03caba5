using System.Reflection;
using System.Runtime.Loader;
using System.Xml.Linq;
using NpyIO.Tools;

// Leaves in an assembly's XML documentation what its users can see: PublicDocs ASSEMBLY XML REFERENCES, the last a file with the path of one referenced assembly on each line.
if (args is not [string assemblyPath, string documentationPath, string referencesPath])
    return 2;

var references = File.ReadAllLines(referencesPath).ToLookup(path => Path.GetFileNameWithoutExtension(path));
AssemblyLoadContext.Default.Resolving += (context, name) => references[name.Name!].FirstOrDefault() is { } path ? context.LoadFromAssemblyPath(Path.GetFullPath(path)) : null;
Assembly assembly = Assembly.LoadFrom(Path.GetFullPath(assemblyPath));
HashSet<string> visible = [.. DocumentationId.Visible(assembly).Select(member => member.Id)];

XDocument documentation = XDocument.Load(documentationPath, LoadOptions.PreserveWhitespace);
XElement[] hidden = [.. documentation.Descendants("member").Where(member => !visible.Contains((string)member.Attribute("name")!))];
foreach (XElement member in hidden)
{
    // With the space before it.
    if (member.PreviousNode is XText space)
        space.Remove();
    member.Remove();
}

if (hidden.Length > 0)
    documentation.Save(documentationPath, SaveOptions.DisableFormatting);
return 0;
