using System.Reflection;
using Microsoft.Extensions.Logging;
using Personalize.Data;

namespace Personalize.Tests.Architecture;

/// <summary>What stands in the log can be told apart by its number.</summary>
public sealed class LoggingTests
{
    [Fact]
    public void Event_ids_are_unique()
    {
        Assembly[] all = [typeof(PersonalizeDb).Assembly, typeof(Program).Assembly];

        var messages = all.SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(method => (Name: $"{method.DeclaringType!.Name}.{method.Name}", method.GetCustomAttribute<LoggerMessageAttribute>()?.EventId))
            .Where(message => message.EventId is not null)
            .ToList();

        Assert.NotEmpty(messages);
        Assert.Empty(messages.GroupBy(message => message.EventId).Where(same => same.Count() > 1)
            .Select(same => $"{same.Key}: {string.Join(", ", same.Select(message => message.Name))}"));
    }
}
