package {package}.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** JSON as maps, lists, texts, numbers, booleans and null. */
public final class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** Reads a document; what is no JSON is text. */
    public static Object read(String text) {
        Json reader = new Json(text);
        try {
            Object value = reader.value();
            reader.skipSpace();
            return reader.at == text.length() ? value : text;
        } catch (IllegalArgumentException | IndexOutOfBoundsException notJson) {
            return text;
        }
    }

    /** Writes a document. */
    public static String write(Object value) {
        StringBuilder written = new StringBuilder();
        write(value, written);
        return written.toString();
    }

    /** A member of an object; null when it has none, or is no object. */
    public static Object member(Object value, String name) {
        return value instanceof Map ? ((Map<?, ?>) value).get(name) : null;
    }

    public static String string(Object value) {
        return value == null ? null : value instanceof String ? (String) value : write(value);
    }

    public static Double decimal(Object value) {
        return value instanceof Number ? Double.valueOf(((Number) value).doubleValue()) : null;
    }

    public static Integer integer(Object value) {
        return value instanceof Number ? Integer.valueOf(((Number) value).intValue()) : null;
    }

    public static Boolean bool(Object value) {
        return value instanceof Boolean ? (Boolean) value : null;
    }

    /** The elements of a list, each as something else; null when it is no list. */
    public static <F, T> List<T> list(Object value, Function<F, T> as) {
        if (!(value instanceof List)) {
            return null;
        }
        List<T> elements = new ArrayList<>();
        for (Object element : (List<?>) value) {
            @SuppressWarnings("unchecked")
            F from = (F) element;
            elements.add(as.apply(from));
        }
        return elements;
    }

    private static void write(Object value, StringBuilder to) {
        if (value instanceof Map) {
            String separator = "{";
            for (Map.Entry<?, ?> member : ((Map<?, ?>) value).entrySet()) {
                to.append(separator);
                quote(String.valueOf(member.getKey()), to);
                to.append(':');
                write(member.getValue(), to);
                separator = ",";
            }
            to.append(separator.equals("{") ? "{}" : "}");
        } else if (value instanceof Iterable) {
            String separator = "[";
            for (Object element : (Iterable<?>) value) {
                to.append(separator);
                write(element, to);
                separator = ",";
            }
            to.append(separator.equals("[") ? "[]" : "]");
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            to.append(value);
        } else {
            quote(value.toString(), to);
        }
    }

    private static void quote(String text, StringBuilder to) {
        to.append('"');
        for (char letter : text.toCharArray()) {
            if (letter == '"' || letter == '\\') {
                to.append('\\').append(letter);
            } else if (letter < ' ') {
                to.append(String.format("\\u%04x", (int) letter));
            } else {
                to.append(letter);
            }
        }
        to.append('"');
    }

    private Object value() {
        skipSpace();
        switch (text.charAt(at)) {
            case '{':
                return object();
            case '[':
                return array();
            case '"':
                return string();
            case 't':
                return word("true", Boolean.TRUE);
            case 'f':
                return word("false", Boolean.FALSE);
            case 'n':
                return word("null", null);
            default:
                return number();
        }
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new LinkedHashMap<>();
        at++;
        while (next('}', members.isEmpty())) {
            skipSpace();
            String name = string();
            expect(':');
            members.put(name, value());
        }
        return members;
    }

    private List<Object> array() {
        List<Object> elements = new ArrayList<>();
        at++;
        while (next(']', elements.isEmpty())) {
            elements.add(value());
        }
        return elements;
    }

    /** Whether another element follows; reads the comma before it, or the end. */
    private boolean next(char end, boolean isFirst) {
        skipSpace();
        if (text.charAt(at) == end) {
            at++;
            return false;
        }
        if (!isFirst) {
            expect(',');
        }
        return true;
    }

    private String string() {
        expect('"');
        StringBuilder read = new StringBuilder();
        for (char letter = text.charAt(at++); letter != '"'; letter = text.charAt(at++)) {
            read.append(letter == '\\' ? escaped() : letter);
        }
        return read.toString();
    }

    private char escaped() {
        char letter = text.charAt(at++);
        switch (letter) {
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u':
                at += 4;
                return (char) Integer.parseInt(text.substring(at - 4, at), 16);
            default:
                return letter;
        }
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) {
            throw new IllegalArgumentException(text);
        }
        at += word.length();
        return value;
    }

    private Number number() {
        int from = at;
        while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String number = text.substring(from, at);
        if (number.matches("-?[0-9]{1,18}")) {
            return Long.valueOf(number);
        }
        return Double.valueOf(number);
    }

    private void expect(char letter) {
        skipSpace();
        if (text.charAt(at) != letter) {
            throw new IllegalArgumentException(text);
        }
        at++;
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
