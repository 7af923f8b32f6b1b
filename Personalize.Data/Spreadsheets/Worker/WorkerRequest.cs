using System.Text.Json.Serialization;

namespace Personalize.Data.Spreadsheets.Worker;

/// <summary>What the server asks of a worker, as one line of JSON on its standard input.</summary>
internal sealed record WorkerRequest(string Path, SpreadsheetFormat Format, SpreadsheetLimits Limits);

[JsonSerializable(typeof(WorkerRequest))]
internal sealed partial class WorkerJson : JsonSerializerContext;
