using System.Reflection;
using System.Text.RegularExpressions;
using Personalize.Tests.Support;

namespace Personalize.Tests.Architecture;

/// <summary>What the documents point to is there.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void Every_test_that_the_security_checklist_names_exists()
    {
        var types = typeof(DocumentTests).Assembly.GetTypes().ToLookup(type => type.Name, StringComparer.Ordinal);

        var named = TestName().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "asvs.md")))
            .Select(match => (Type: match.Groups[1].Value, Method: match.Groups[2].Value))
            .ToHashSet();

        Assert.NotEmpty(named);
        Assert.All(named, test => Assert.Contains(
            types[test.Type], type => type.GetMethod(test.Method, BindingFlags.Public | BindingFlags.Instance) is not null));
    }

    [GeneratedRegex(@"`(\w+(?:Tests|Contract))\.(\w+)`")]
    private static partial Regex TestName();
}
