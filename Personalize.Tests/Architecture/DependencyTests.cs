using System.Reflection;
using System.Runtime.CompilerServices;
using Personalize.Data;
using Personalize.Engine;

namespace Personalize.Tests.Architecture;

/// <summary>Engine ← Data ← Web, and what each must not know.</summary>
public sealed class DependencyTests
{
    private static readonly Assembly Engine = typeof(ModelSet).Assembly;
    private static readonly Assembly Data = typeof(PersonalizeDb).Assembly;

    [Fact]
    public void Engine_depends_on_numerics_and_the_base_library_only()
    {
        string[] allowed = ["MathNet.Numerics", "System.Numerics.Tensors"];
        string[] baseLibrary =
        [
            "System.Runtime", "System.Collections", "System.Linq", "System.Memory", "System.Text",
            "System.Threading", "System.Security.Cryptography", "System.ComponentModel", "System.Runtime.Numerics",
            "System.Private", "System.Diagnostics.Debug", "System.Numerics.Vectors",
        ];

        var foreign = Engine.GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => !allowed.Contains(name) && !baseLibrary.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)));

        Assert.Empty(foreign);
    }

    [Fact]
    public void Data_depends_on_the_engine_and_never_on_the_web()
    {
        var names = Data.GetReferencedAssemblies().Select(reference => reference.Name!).ToList();

        Assert.Contains("Personalize.Engine", names);
        Assert.DoesNotContain(names, name => name.StartsWith("Personalize.Web", StringComparison.Ordinal));
        Assert.DoesNotContain(names, name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
        Assert.DoesNotContain(names, name => name.StartsWith("MudBlazor", StringComparison.Ordinal));
    }

    [Fact]
    public void Data_knows_the_vocabulary_of_the_engine_but_no_model()
    {
        const string root = "Personalize.Engine";
        string[] known = [root, "Personalize.Engine.Interactions", "Personalize.Engine.Engagement"];
        // By their names, because the root's own name would also stand for all namespaces below it.
        var rootTypes = Engine.GetTypes().Where(type => type.Namespace == root && type.DeclaringType is null).Select(type => type.FullName!);
        Assert.Contains(typeof(ModelSet).FullName, rootTypes);

        var result = NetArchTest.Rules.Types.InAssembly(Data)
            .ShouldNot().HaveDependencyOnAny([.. EngineNamespaces().Except(known), .. rootTypes])
            .GetResult();

        Assert.True(result.IsSuccessful, string.Join(", ", result.FailingTypeNames ?? []));
    }

    [Fact]
    public void Engine_is_synchronous()
    {
        var asynchronous = Methods(Engine).Where(method =>
            method.GetCustomAttribute<AsyncStateMachineAttribute>() is not null
            || typeof(Task).IsAssignableFrom(method.ReturnType));

        Assert.Empty(asynchronous.Select(Describe));
    }

    [Fact]
    public void Engine_has_no_static_mutable_state()
    {
        var mutable = Engine.GetTypes()
            .Where(type => !IsGenerated(type))
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => !field.IsLiteral && !field.IsInitOnly);

        Assert.Empty(mutable.Select(field => $"{field.DeclaringType!.Name}.{field.Name}"));
    }

    [Fact]
    public void Engine_takes_time_and_randomness_as_arguments()
    {
        var result = NetArchTest.Rules.Types.InAssembly(Engine)
            .ShouldNot().HaveDependencyOnAny(
                "System.TimeProvider", "System.Diagnostics.Stopwatch", "System.IO.File", "System.IO.FileStream",
                "System.Net", "Microsoft.Extensions.Logging", "System.Console")
            .GetResult();

        Assert.True(result.IsSuccessful, string.Join(", ", result.FailingTypeNames ?? []));
    }

    [Fact]
    public void Classes_that_are_not_made_to_be_inherited_are_sealed()
    {
        Assembly[] all = [Engine, Data, typeof(Program).Assembly];

        var open = all.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false }
                && !IsGenerated(type)
                && type.Name is not "_Imports"
                && type.Namespace?.Contains("Migrations", StringComparison.Ordinal) is false
                && !typeof(Microsoft.AspNetCore.Components.ComponentBase).IsAssignableFrom(type)
                && !all.SelectMany(assembly => assembly.GetTypes()).Any(other => other.BaseType == type));

        Assert.Empty(open.Select(type => type.FullName));
    }

    private static IEnumerable<string> EngineNamespaces() =>
        Engine.GetTypes().Select(type => type.Namespace).OfType<string>().Distinct()
            .Where(name => name.StartsWith("Personalize.Engine", StringComparison.Ordinal));

    private static IEnumerable<MethodInfo> Methods(Assembly assembly) =>
        assembly.GetTypes().SelectMany(type => type.GetMethods(
            BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly));

    private static bool IsGenerated(Type type) =>
        type.Name.Contains('<', StringComparison.Ordinal)
        || type.GetCustomAttribute<CompilerGeneratedAttribute>() is not null
        || (type.DeclaringType is not null && IsGenerated(type.DeclaringType))
        || type.Name is "Program";

    private static string Describe(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";
}
