using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace NpyIO.Tests.Support;

/// <summary>
/// Every reference from one top-level type of an assembly to another, by the folders of their source files, which the symbols beside the assembly name. A type with files in several folders belongs to
/// the first of them in the list of layers; a method to its own.
/// </summary>
internal sealed class AssemblyReferences : IDisposable
{
    /// <summary>The kind of debug information that names the documents of a type without methods (Portable PDB, TypeDefinitionDocuments).</summary>
    private static readonly Guid TypeDocuments = new("932E74BC-DBA9-4478-8D46-0F32A7BAB3D3");

    private static readonly Dictionary<int, OpCode> OpCodes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (int)(ushort)code.Value);

    private readonly string[] _layers;
    private readonly PEReader _assembly;
    private readonly MetadataReaderProvider _symbols;
    private readonly MetadataReader _reader;
    private readonly MetadataReader _pdb;
    private readonly Dictionary<TypeDefinitionHandle, string> _folders = [];
    private readonly Dictionary<MethodDefinitionHandle, string> _asyncFolders = [];

    internal AssemblyReferences(string path, string[] layers)
    {
        _layers = layers;
        _assembly = new PEReader(File.OpenRead(path));
        _symbols = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(Path.ChangeExtension(path, ".pdb")));
        _reader = _assembly.GetMetadataReader();
        _pdb = _symbols.GetMetadataReader();
        FindFolders();
    }

    public void Dispose()
    {
        _symbols.Dispose();
        _assembly.Dispose();
    }

    internal IEnumerable<(string FromFolder, string From, string ToFolder, string To)> All()
    {
        foreach (TypeDefinitionHandle handle in _reader.TypeDefinitions)
        {
            TypeDefinition type = _reader.GetTypeDefinition(handle);
            TypeDefinitionHandle outer = OuterOf(handle);
            // What the compiler nests in a type, such as the state of an async method, is of the method's file.
            if ((_folders.GetValueOrDefault(handle) ?? _folders.GetValueOrDefault(outer)) is not { } folder)
                continue;
            var found = new Collector(_reader);
            found.Add(type.BaseType);
            foreach (InterfaceImplementationHandle implemented in type.GetInterfaceImplementations())
                found.Add(_reader.GetInterfaceImplementation(implemented).Interface);
            foreach (FieldDefinitionHandle field in type.GetFields())
                _reader.GetFieldDefinition(field).DecodeSignature(found, null);
            found.AddAttributes(type.GetCustomAttributes());
            foreach (var reference in Named(folder, outer, found))
                yield return reference;

            foreach (MethodDefinitionHandle method in type.GetMethods())
            {
                var used = new Collector(_reader);
                AddMethod(used, _reader.GetMethodDefinition(method));
                foreach (var reference in Named(FolderOf(method) ?? folder, outer, used))
                    yield return reference;
            }
        }
    }

    private IEnumerable<(string FromFolder, string From, string ToFolder, string To)> Named(string fromFolder, TypeDefinitionHandle from, Collector found)
    {
        foreach ((TypeDefinitionHandle type, MethodDefinitionHandle method) in found.Types)
        {
            TypeDefinitionHandle to = OuterOf(type);
            string? toFolder = (method.IsNil ? null : FolderOf(method)) ?? _folders.GetValueOrDefault(to);
            if (to != from && toFolder is not null)
                yield return (fromFolder, NameOf(from), toFolder, NameOf(to));
        }
    }

    private void AddMethod(Collector found, MethodDefinition method)
    {
        method.DecodeSignature(found, null);
        found.AddAttributes(method.GetCustomAttributes());
        if (method.RelativeVirtualAddress == 0)
            return;
        MethodBodyBlock body = _assembly.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
            _reader.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(found, null);
        BlobReader il = body.GetILReader();
        while (il.RemainingBytes > 0)
        {
            int value = il.ReadByte();
            OpCode code = OpCodes[value == 0xFE ? 0xFE00 | il.ReadByte() : value];
            switch (code.OperandType)
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                    found.Add(MetadataTokens.EntityHandle(il.ReadInt32()));
                    break;
                case OperandType.InlineSwitch:
                    int targets = il.ReadInt32();
                    il.Offset += 4 * targets;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    il.Offset += 8;
                    break;
                case OperandType.InlineNone:
                    break;
                case OperandType.InlineVar:
                    il.Offset += 2;
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    il.Offset++;
                    break;
                default:
                    il.Offset += 4;
                    break;
            }
        }
    }

    private void FindFolders()
    {
        foreach (TypeDefinitionHandle handle in _reader.TypeDefinitions)
        {
            foreach (MethodDefinitionHandle method in _reader.GetTypeDefinition(handle).GetMethods())
            {
                if (FolderOf(method) is not { } folder)
                    continue;
                Add(handle, folder);
                // An async method is where the steps are that the compiler makes of it; it has no place of its own.
                if (_pdb.GetMethodDebugInformation(method.ToDebugInformationHandle()).GetStateMachineKickoffMethod() is { IsNil: false } started)
                    _asyncFolders[started] = folder;
            }

            foreach (CustomDebugInformationHandle information in _pdb.GetCustomDebugInformation(handle))
            {
                CustomDebugInformation custom = _pdb.GetCustomDebugInformation(information);
                if (_pdb.GetGuid(custom.Kind) == TypeDocuments && FolderOf(MetadataTokens.DocumentHandle(_pdb.GetBlobReader(custom.Value).ReadCompressedInteger())) is { } folder)
                    Add(handle, folder);
            }
        }
    }

    private void Add(TypeDefinitionHandle type, string folder)
    {
        if (OuterOf(type) is var outer && outer != type)
            Add(outer, folder);
        if (!_folders.TryGetValue(type, out string? other) || Array.IndexOf(_layers, folder) < Array.IndexOf(_layers, other))
            _folders[type] = folder;
    }

    private string? FolderOf(MethodDefinitionHandle method)
    {
        DocumentHandle document = _pdb.GetMethodDebugInformation(method.ToDebugInformationHandle()).Document;
        return document.IsNil ? _asyncFolders.GetValueOrDefault(method) : FolderOf(document);
    }

    /// <summary>The first folder below the library's own; null for what the compiler has added.</summary>
    private string? FolderOf(DocumentHandle document)
    {
        const string Library = "/src/NpyIO/";
        string path = _pdb.GetString(_pdb.GetDocument(document).Name).Replace('\\', '/');
        int start = path.LastIndexOf(Library, StringComparison.Ordinal);
        string folder = start < 0 ? "obj" : path[(start + Library.Length)..].Split('/')[0];
        return folder == "obj" ? null : folder;
    }

    private TypeDefinitionHandle OuterOf(TypeDefinitionHandle type)
    {
        while (_reader.GetTypeDefinition(type).GetDeclaringType() is { IsNil: false } outer)
            type = outer;
        return type;
    }

    private string NameOf(TypeDefinitionHandle type) => _reader.GetString(_reader.GetTypeDefinition(type).Name).Split('`')[0];

    /// <summary>Collects the types of this assembly in signatures and instructions; for methods, which of the type's.</summary>
    private sealed class Collector(MetadataReader reader) : ISignatureTypeProvider<object?, object?>
    {
        internal List<(TypeDefinitionHandle Type, MethodDefinitionHandle Method)> Types { get; } = [];

        internal void Add(EntityHandle handle)
        {
            if (handle.IsNil)
                return;
            switch (handle.Kind)
            {
                case HandleKind.TypeDefinition:
                    Types.Add(((TypeDefinitionHandle)handle, default));
                    break;
                case HandleKind.TypeSpecification:
                    reader.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, null);
                    break;
                case HandleKind.MethodDefinition:
                    Types.Add((reader.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType(), (MethodDefinitionHandle)handle));
                    break;
                case HandleKind.FieldDefinition:
                    Types.Add((reader.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType(), default));
                    break;
                case HandleKind.MemberReference:
                    Add(reader.GetMemberReference((MemberReferenceHandle)handle).Parent);
                    break;
                case HandleKind.MethodSpecification:
                    MethodSpecification method = reader.GetMethodSpecification((MethodSpecificationHandle)handle);
                    Add(method.Method);
                    method.DecodeSignature(this, null);
                    break;
            }
        }

        internal void AddAttributes(CustomAttributeHandleCollection attributes)
        {
            foreach (CustomAttributeHandle attribute in attributes)
                Add(reader.GetCustomAttribute(attribute).Constructor);
        }

        public object? GetTypeFromDefinition(MetadataReader metadata, TypeDefinitionHandle handle, byte rawTypeKind)
        {
            Types.Add((handle, default));
            return null;
        }

        public object? GetTypeFromSpecification(MetadataReader metadata, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind)
        {
            Add(handle);
            return null;
        }

        public object? GetArrayType(object? elementType, ArrayShape shape) => null;

        public object? GetByReferenceType(object? elementType) => null;

        public object? GetFunctionPointerType(MethodSignature<object?> signature) => null;

        public object? GetGenericInstantiation(object? genericType, ImmutableArray<object?> typeArguments) => null;

        public object? GetGenericMethodParameter(object? genericContext, int index) => null;

        public object? GetGenericTypeParameter(object? genericContext, int index) => null;

        public object? GetModifiedType(object? modifier, object? unmodifiedType, bool isRequired) => null;

        public object? GetPinnedType(object? elementType) => null;

        public object? GetPointerType(object? elementType) => null;

        public object? GetPrimitiveType(PrimitiveTypeCode typeCode) => null;

        public object? GetSZArrayType(object? elementType) => null;

        public object? GetTypeFromReference(MetadataReader metadata, TypeReferenceHandle handle, byte rawTypeKind) => null;
    }
}
