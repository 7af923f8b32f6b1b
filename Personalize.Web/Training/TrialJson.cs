using System.Text.Json;
using System.Text.Json.Serialization;
using Personalize.Engine.Evaluation;

namespace Personalize.Web.Training;

/// <summary>A trial as it is kept beside its model version.</summary>
internal static class TrialJson
{
    // Figures of all lists have no interval, which is NaN.
    private static readonly JsonSerializerOptions Options = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public static string? Write(ModelTrial? trial) => trial is null ? null : JsonSerializer.Serialize(trial, Options);

    public static ModelTrial? Read(string? text) => text is null ? null : JsonSerializer.Deserialize<ModelTrial>(text, Options);
}
