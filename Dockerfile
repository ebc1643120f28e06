# The app behind waitress, not root; Neo4j is a service of its own (docker-compose.yml).
FROM python:3.11-slim
RUN useradd --create-home --uid 10001 goodoffices
WORKDIR /app
COPY pyproject.toml README.md LICENSE ./
COPY graph graph
COPY webapp webapp
COPY data data
RUN pip install --no-cache-dir ".[fast]"
USER goodoffices
ENV GOODOFFICES_HOME=/home/goodoffices/data
EXPOSE 8017
CMD ["goodoffices", "serve", "--published-on-loopback", "--host", "0.0.0.0", "--port", "8017", "--no-browser", "--sample"]
