namespace Personalize.Benchmarks;

/// <summary>What was typed cannot be done; the message names it and says what would be right.</summary>
internal sealed class CommandLineException(string message) : Exception(message);
