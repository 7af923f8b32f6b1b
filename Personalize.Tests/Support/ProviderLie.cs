using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Personalize.Tests.Support;

/// <summary>Where a provider departs from the protocol.</summary>
public sealed record ProviderLie
{
    public Action<JsonObject>? Metadata { get; init; }

    public Func<IResult>? MetadataAnswer { get; init; }

    /// <summary>What the browser brings back.</summary>
    public Action<IDictionary<string, string?>>? Reply { get; init; }

    /// <summary>What the ID token says.</summary>
    public Action<JsonObject>? Claims { get; init; }

    /// <summary>How the ID token is sealed.</summary>
    public Func<TestIdTokens, JsonObject, string>? Seal { get; init; }

    /// <summary>What stands around the ID token.</summary>
    public Action<JsonObject>? Answer { get; init; }

    public Func<IResult>? TokenAnswer { get; init; }
}
