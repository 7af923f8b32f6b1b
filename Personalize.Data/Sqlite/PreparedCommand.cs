using Microsoft.Data.Sqlite;

namespace Personalize.Data.Sqlite;

/// <summary>Statements that are prepared once and run for row after row.</summary>
internal static class PreparedCommand
{
    /// <param name="parameters">$1, $2 and so on, so many.</param>
    public static SqliteCommand Prepared(this SqliteCommand command, int parameters)
    {
        for (var number = 1; number <= parameters; number++)
            command.Parameters.Add(new SqliteParameter { ParameterName = $"${number}", Value = DBNull.Value });
        command.Prepare();
        return command;
    }

    /// <returns>Rows that were changed.</returns>
    public static int Run(this SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var at = 0; at < values.Length; at++) command.Parameters[at].Value = values[at] ?? DBNull.Value;
        return command.ExecuteNonQuery();
    }
}
